import {
  type Explanation,
  type Parting,
  type Policy,
  profiles,
  type Records,
  type WhatIf,
  whatIf,
} from '../../index.ts'
import { clockTime } from '../journal/clock-time.ts'
import { insteadInWords } from '../replay/parting-in-words.ts'

/** What the other policy would have made of the same session. */
export interface OtherPolicy {
  readonly policy: Policy
  /** The SDKs that have it. */
  readonly sdks: readonly string[]
  /** Where the session would have been at the end of the records. */
  readonly state: string
  /** The answer, in a few sentences. */
  readonly text: string
  /** Where the two histories part. */
  readonly firstDifference: Parting | null
}

/** Whether the policy has decided anything yet: until a token has expired, both decide the same. */
export const isWorthAsking = ({ state }: Explanation): boolean =>
  state === 'kicked' || state.startsWith('expired')

/** @param records the same that the explanation was made from */
export async function askOtherPolicy(explanation: Explanation, records: Records): Promise<OtherPolicy> {
  const policy = explanation.policy === 'kick' ? 'stay' : 'kick'
  const other = await whatIf(records, { policy })
  return {
    policy,
    sdks: Object.values(profiles)
      .filter((profile) => profile.policy === policy)
      .map(({ name }) => name),
    state: other.state,
    text: inWords(other),
    firstDifference: other.firstDifference ?? null,
  }
}

function inWords(other: WhatIf): string {
  return [outcomeInWords(other), partingInWords(other), ...endInWords(other)].join(' ')
}

function outcomeInWords({ state, recorded, differences }: WhatIf): string {
  const wasKicked = recorded.state === 'kicked'
  if (state !== 'kicked') return `It would not have been kicked${wasKicked ? '' : ', either'}.`
  if (wasKicked) return 'It would have been kicked as well.'
  const kick = differences.find(({ instead }) =>
    instead.facts.some(({ type }) => type === 'participant.kicked'),
  )
  // Where it is also the parting, that is told next.
  if (!kick || kick === differences[0]) return 'It would have been kicked.'
  const atMs = kick.instead.event?.atMs ?? kick.atMs
  return `It would have been kicked at record ${kick.version}, at ${clockTime(atMs).time}.`
}

function partingInWords({ firstDifference, policy, recorded }: WhatIf): string {
  if (!firstDifference) return `The two histories are the same, in all ${recorded.version} records.`
  const { version, atMs, happening } = firstDifference
  const instead = insteadInWords(firstDifference)
  return (
    `The two histories part at record ${version}, at ${clockTime(atMs).time}: ${lowerFirst(happening)}, ` +
    `and ${policy} ${predicate(instead)}.`
  )
}

function endInWords({ firstDifference, state, unanswered }: WhatIf): string[] {
  if (!firstDifference || state === 'kicked') return []
  const newest = unanswered.at(-1)
  const isEjected = firstDifference.recorded?.event.type === 'conference.ejected'
  const allTheSame =
    'The platform would have put the participant out all the same; but its session would have gone on.'
  if (isEjected) return [allTheSame, `At the end of these records it would be ${state}.`]
  const end = `At the end of these records it would be ${state}`
  return newest
    ? [`${end}; what the callback would have answered to attempt ${newest.attempt}, no record tells.`]
    : [`${end}.`]
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const predicate = (decision: string): string =>
  decision === 'nothing to decide' ? 'has nothing to decide' : `decides: ${decision}`
