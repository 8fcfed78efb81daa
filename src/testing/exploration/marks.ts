import { isReached, refreshPoints } from '../../machines/points.ts'
import { isAhead, type Ledger } from '../traces/ledger.ts'

/** Moments at which something changes, that fall together. */
export interface Mark {
  /** As `half`, `retry`, `three-quarter=end`. */
  readonly name: string
  readonly atMs: number
}

/** All that lies ahead and could change what the machine decides, in order; what falls together is one mark. */
export function marksAhead(known: Ledger, dueAtMs: number | null): Mark[] {
  const { token, atMs, retryAtMs, quietUntilMs } = known
  const { halfAtMs, threeQuarterAtMs, expiresAtMs } = refreshPoints(token)
  const marks: Mark[] = []
  put(marks, 'half', halfAtMs, atMs)
  put(marks, 'three-quarter', threeQuarterAtMs, atMs)
  put(marks, 'end', expiresAtMs, atMs)
  put(marks, 'retry', retryAtMs, atMs)
  put(marks, 'quiet', quietUntilMs, atMs)
  // A decider that wants to be woken at another time is woken then, too.
  if (dueAtMs !== null && nameOfDue(known, dueAtMs) === 'odd') put(marks, 'odd', dueAtMs, atMs)
  return marks
}

/** Puts a moment in its place, if it lies ahead. */
function put(marks: Mark[], name: string, momentMs: number | undefined, atMs: number): void {
  if (!isAhead(momentMs, atMs)) return
  let index = marks.length
  while (index > 0 && (marks[index - 1]?.atMs ?? 0) > momentMs) index--
  const before = marks[index - 1]
  if (before?.atMs === momentMs) marks[index - 1] = { name: `${before.name}=${name}`, atMs: momentMs }
  else marks.splice(index, 0, { name, atMs: momentMs })
}

/** The first point of the token that lies ahead. */
export function nextPointMs({ token }: Ledger, atMs: number): number | undefined {
  const points = refreshPoints(token)
  return [points.halfAtMs, points.threeQuarterAtMs, points.expiresAtMs].find(
    (pointMs) => !isReached(pointMs, atMs),
  )
}

/** What a deadline is the time of: a point that is not handled yet, or a retry. */
export function nameOfDue({ token, pointsHandled, retryAtMs }: Ledger, dueAtMs: number | null): string {
  if (dueAtMs === null) return 'none'
  const { halfAtMs, threeQuarterAtMs, expiresAtMs } = refreshPoints(token)
  if (pointsHandled < 1 && dueAtMs === halfAtMs) return 'half'
  if (pointsHandled < 2 && dueAtMs === threeQuarterAtMs) return 'three-quarter'
  if (pointsHandled < 3 && dueAtMs === expiresAtMs) return 'end'
  return dueAtMs === retryAtMs ? 'retry' : 'odd'
}
