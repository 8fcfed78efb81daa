import type { TokenEvent } from '../../../machines/events.ts'
import type { ChartTransition } from './chart.ts'
import { type RowId, type SpecificationRow, specification } from './specification.ts'

/** The row of each transition, by its event and guard. Where the policies or the states differ: see `rowIdOf`. */
const byWords: Readonly<Record<string, RowId>> = {
  'deadline.reached[isHalfDue]': 'point',
  'deadline.reached[isThreeQuarterDue]': 'point',
  'deadline.reached[isExpiryDue]': 'end-stay',
  'deadline.reached[isExpiryDueInConference]': 'end-kick',
  'deadline.reached[isRetryDue]': 'retry-due',
  'refresh.succeeded[wasNeverMade]': 'unknown-attempt',
  'refresh.succeeded[isSuperseded]': 'superseded-answer',
  'refresh.succeeded[isAlive]': 'adoption',
  'refresh.succeeded[isFailure]': 'dead-answer',
  'refresh.succeeded[isLastHopeLost]': 'dead-answer',
  'refresh.succeeded': 'dead-answer',
  'refresh.failed[wasNeverMade]': 'unknown-attempt',
  'refresh.failed[isFailure]': 'failure',
  'refresh.failed[isLastHopeLost]': 'failure',
  'refresh.failed': 'old-failure',
  'refresh.demanded': 'demand',
  'token.supplied[isAlive]': 'supplied',
  'api.rejected[isOtherGeneration]': 'other-generation',
  'api.rejected[isRetryAhead]': 'rejected-idle',
  'api.rejected[isQuietTime]': 'rejected-idle',
  'conference.joined[hasExpired]': 'conference',
  'conference.joined': 'conference',
  'conference.left': 'conference',
  'conference.ejected': 'ejected',
  'session.resumed[isLost]': 'resumed',
}

/**
 * The row of the specification that a transition is.
 *
 * @throws if there is none: the tests see that every transition has one
 */
export function rowOf(transition: ChartTransition): SpecificationRow {
  return rowNamed(rowIdOf(transition))
}

/**
 * The row that an event falls under where no transition was taken; null where the specification has none: an event
 * without a row changes nothing.
 *
 * @param state the path of the state it happened in
 */
export function silentRowOf(state: string, event: TokenEvent): SpecificationRow | null {
  if (event.type === 'token.supplied' && state !== 'kicked') return rowNamed('supplied-dead')
  if (event.type === 'refresh.demanded' && state.endsWith('.requesting')) return rowNamed('demand-joins')
  return null
}

function rowIdOf({ id, source, event, guard }: ChartTransition): RowId | undefined {
  const words = id.slice(source.length + 1)
  if (source === 'expired' && event === 'deadline.reached') return 'point-after-rejection'
  if (event === 'api.rejected' && guard === null) {
    if (source === '') return 'rejected-kick'
    return source.endsWith('.requesting') ? 'rejected-requesting' : 'rejected-idle'
  }
  return byWords[words]
}

function rowNamed(id: RowId | undefined): SpecificationRow {
  const row = specification.find((one) => one.id === id)
  if (row === undefined) throw new Error('This transition has no row in the specification.')
  return row
}
