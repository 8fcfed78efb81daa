import { isAlive } from '../../traces/ledger.ts'
import { BrokenPromise } from '../broken-promise.ts'
import { setClock } from './happen.ts'
import type { SessionRun } from './session-run.ts'

/** The longest backoff, or quiet time, or wait of a recorder; and two slices of the deadline keeper. */
const calmMs = 60_000 + 2 * 60_000

/**
 * The faults stop: the callback answers soon and well, the store takes what waits, clocks are right, timers exact.
 * What must come of that, comes.
 *
 * @param pass lets time pass, however long the life is
 * @throws BrokenPromise
 */
export async function recover(run: SessionRun, pass: (ms: number) => Promise<void>): Promise<void> {
  const { world } = run
  const { clock, issuer, store, script, tally } = world
  issuer.queue = []
  issuer.isDown = false
  issuer.skewMs = 0
  store.trouble = undefined
  clock.grainMs = 1
  clock.lateMs = 0
  run.disturb()
  if (run.crash) run.kill(run.crash)
  await pass(0)
  world.tell(() => '* the faults stop')
  const wrongByMs = world.rightWallMs - clock.wallMs
  if (wrongByMs !== 0) setClock(run, wrongByMs)
  const { process } = run
  await pass(script.refreshTimeoutMs + calmMs)
  if (run.process === process) await ask(run, pass)
  if (run.process === process) checkRecovery(run)
  tally.calm()
}

/** An app without a usable token asks for one where nothing else would. */
async function ask(run: SessionRun, pass: (ms: number) => Promise<void>): Promise<void> {
  const { script } = run.world
  const isRejected = run.checks.ledger?.isRejected
  if (script.policy === 'kick' && isRejected) run.process.call('refreshNow')
  else if (script.retry === 'points-only' && run.process.token === undefined) run.process.call('freshToken')
  await run.settle()
  if (run.process.waiting > 0) await pass(1000)
}

/** @throws BrokenPromise */
function checkRecovery(run: SessionRun): void {
  const { world, process, checks } = run
  const { script, tally } = world
  tally.checked('records-are-gapless')
  if (process.session.journalLag > 0)
    throw new BrokenPromise(
      'records-are-gapless',
      `${process.session.journalLag} records wait, and the store is well`,
    )
  const { ledger } = checks
  if (!ledger) return
  tally.checked('every-attempt-settles')
  if (process.waiting > 0)
    throw new BrokenPromise('every-attempt-settles', `${process.waiting} callers still wait for a token`)
  const nowMs = process.clock.sessionMs
  if (ledger.inFlight && nowMs - ledger.inFlight.atMs > script.refreshTimeoutMs)
    throw new BrokenPromise('every-attempt-settles', `attempt ${ledger.inFlight.attempt} has no end`)
  tally.checked('stay-recovers')
  if (process.token === undefined)
    throw new BrokenPromise(
      'stay-recovers',
      `the faults have stopped, and the state is ${process.session.state}`,
    )
  if (script.policy === 'stay') return
  tally.checked('kick-ends')
  if (ledger.inConference && !isAlive(ledger.token, nowMs) && !ledger.inFlight)
    throw new BrokenPromise(
      'kick-ends',
      'the token ended in a conference, and the participant is still there',
    )
}
