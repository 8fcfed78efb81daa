import { decisionInWords } from '../explain/decision-in-words.ts'
import { dayAndTime, type InWords, momentsOf } from '../explain/moment-in-words.ts'
import type { WhatIf } from '../what-if.ts'
import type { Parting } from './parting.ts'

/** What would have been, for people: where the histories part, where they lead, and what is not known. */
export function whatIfToText(whatIf: WhatIf, inWords?: InWords): string {
  const { stream, recorded, policy, state, firstDifference, count } = whatIf
  const under = `${stream}, recorded under ${recorded.policy}, as it would have been under ${policy}:`
  if (!firstDifference) return `${under} the same, in all ${recorded.version} records.\n`
  const { atMs } = firstDifference
  const sentences = [
    `${under} the two histories part at record ${firstDifference.version}, at ${(inWords ?? dayAndTime)(atMs)}.`,
    partingInWords(firstDifference, inWords ?? momentsOf(atMs)),
    `From there on ${count === 1 ? 'one record differs' : `${count} records differ`}.`,
    `At the end of the records it would be ${state}; recorded is ${recorded.state}.`,
    ...unknownInWords(whatIf),
  ]
  return `${sentences.join(' ')}\n`
}

function partingInWords({ happening, recorded, instead }: Parting, at: InWords): string {
  const then = decisionIn({ ...instead, event: instead.event ?? recorded?.event }, at)
  const now = recorded ? decisionIn(recorded, at) : 'nothing was decided'
  return `${happening}. Recorded: ${now}. Instead: ${instead.event ? then : 'it does not come about'}.`
}

const decisionIn = (
  decided: Omit<Parameters<typeof decisionInWords>[0], 'event'> & { event: unknown },
  at: InWords,
) => decisionInWords(decided as Parameters<typeof decisionInWords>[0], at) || `its state is ${decided.state}`

function unknownInWords({ unanswered, leftOut }: WhatIf): string[] {
  const said: string[] = []
  const newest = unanswered.at(-1)
  if (newest) {
    const which = unanswered.length === 1 ? `attempt ${newest.attempt}` : `${unanswered.length} attempts`
    said.push(`No record tells what the callback would have answered to ${which}.`)
  }
  if (leftOut > 0) {
    said.push(
      `${leftOut === 1 ? 'One recorded event' : `${leftOut} recorded events`} cannot have come about then.`,
    )
  }
  return said
}
