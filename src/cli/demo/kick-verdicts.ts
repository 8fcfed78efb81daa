import { attemptsIn } from '../history/attempts.ts'
import { tokensIn } from '../history/tokens.ts'
import { generationInOutage, verdictsUntilExpiry } from './common-verdicts.ts'
import type { Evidence, Verdict } from './evidence.ts'

/** Kick: at the token's end the participant is out, on both sides, and the callback is left alone. */
export function kickVerdicts({ role, records, afterExpiry, heard }: Evidence): Verdict[] {
  const endMs = tokensIn(records).find(({ generation }) => generation === generationInOutage)?.expiresAtMs
  const kicks = records.flatMap(({ facts }) => facts.filter(({ type }) => type === 'participant.kicked'))
  const kickedAtMs = kicks[0]?.atMs ?? Number.POSITIVE_INFINITY
  const news = heard.filter(
    ({ type, participant }) => type === 'participant.kicked' && participant.externalId === role.name,
  )
  return [
    ...verdictsUntilExpiry(records),
    {
      demand: 'kicked by its session, once, when its token had ended',
      holds: kicks.length === 1 && endMs !== undefined && kickedAtMs >= endMs,
    },
    {
      demand: 'asked for no token at its end, nor ever after',
      holds: attemptsIn(records).every(({ atMs }) => atMs < kickedAtMs),
    },
    {
      demand: "not on the platform's list any more",
      holds: afterExpiry.every(({ externalId }) => externalId !== role.name),
    },
    {
      demand: 'heard from the platform that it was put out, because its token had expired',
      holds: news.length === 1 && news[0]?.reason === 'token-expired',
    },
  ]
}
