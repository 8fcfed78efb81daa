import type { Story } from './story.ts'

/** What the policy makes of it. */
export function verdict({ policy, kicked, expired, standing, closedAtMs }: Story): string {
  const rule = `Its policy is ${policy}:`
  if (kicked) {
    return kicked.cause === 'conference.ejected'
      ? `${rule} whoever is put out stays out, and the callback is not asked again.`
      : `${rule} without a living token there is no place in the conference, and the callback is not asked again.`
  }
  if (closedAtMs !== undefined) return `${rule} it had nothing to decide any more.`
  if (policy === 'stay') {
    return expired
      ? `${rule} the participant stays, whatever becomes of the token, and the callback is asked again.`
      : `${rule} should the token end, the participant stays.`
  }
  if (!standing.context.isInConference) return `${rule} out of a conference nobody is put out.`
  return expired
    ? `${rule} should the attempt in flight fail, the participant is put out.`
    : `${rule} should the token end in the conference, the participant is put out.`
}
