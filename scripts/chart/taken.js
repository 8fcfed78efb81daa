import { initialTransition, transition } from 'xstate'

const ttlMs = 40
const farMs = 1000

/**
 * Which transitions are ever taken: some stand in the chart by its structure, and their guards never hold there
 * (`valid` knows no expired token). Found by search: of all situations that look alike, one is tried with all that
 * can happen in it.
 *
 * @returns the ids of `chartOf`
 */
export function takenIn(machine) {
  const token = { issuedAtMs: 0, expiresAtMs: ttlMs }
  const [first] = initialTransition(machine, { token, atMs: 0 })
  const taken = new Set()
  const seen = new Set([situationOf(first)])
  const queue = [first]
  for (const snapshot of queue) {
    for (const event of happenings(snapshot.context)) {
      for (const { source, eventType, guard } of machine.getTransitionData(snapshot, event)) {
        taken.add(`${source.path.join('.')}/${eventType}${guard === undefined ? '' : `[${guard}]`}`)
      }
      const [next] = transition(machine, snapshot, event)
      const situation = situationOf(next)
      if (next.status !== 'active' || seen.has(situation)) continue
      seen.add(situation)
      queue.push(next)
    }
  }
  return taken
}

/** What guards can tell apart, roughly. */
const situationOf = ({ value, context }) =>
  [
    JSON.stringify(value),
    context.isInConference,
    context.isRejected,
    context.hasExpired,
    context.retryAtMs === null ? 'none' : context.retryAtMs > context.atMs,
    context.quietUntilMs !== null && context.quietUntilMs > context.atMs,
    context.pointsHandled,
  ].join()

/** All that a host might say next. */
function* happenings({ atMs, issuedAtMs, retryAtMs, generation, lastAttempt }) {
  const points = [ttlMs / 2, (ttlMs * 3) / 4, ttlMs].map((sinceIssueMs) => issuedAtMs + sinceIssueMs)
  for (const dueAtMs of [...points, retryAtMs ?? atMs]) {
    if (dueAtMs >= atMs) yield { type: 'deadline.reached', atMs: dueAtMs }
  }
  for (const attempt of [lastAttempt - 1, lastAttempt, lastAttempt + 1]) {
    for (const wait of [{}, { retryAtMs: atMs + 1 }, { retryAtMs: atMs + farMs }]) {
      yield { type: 'refresh.failed', atMs, attempt, reason: 'threw', ...wait }
      const dead = { issuedAtMs: atMs, expiresAtMs: atMs }
      yield { type: 'refresh.succeeded', atMs, attempt, token: dead, ...wait }
    }
    for (const wait of [{}, { quietUntilMs: atMs + farMs }]) {
      const token = { issuedAtMs: atMs, expiresAtMs: atMs + ttlMs }
      yield { type: 'refresh.succeeded', atMs, attempt, token, ...wait }
    }
    yield { type: 'session.resumed', atMs, attempt }
  }
  yield { type: 'token.supplied', atMs, token: { issuedAtMs: atMs, expiresAtMs: atMs + ttlMs } }
  yield { type: 'api.rejected', atMs, generation }
  yield { type: 'api.rejected', atMs, generation: generation - 1 }
  for (const type of ['refresh.demanded', 'conference.joined', 'conference.left', 'conference.ejected']) {
    yield { type, atMs }
  }
}
