import { checkpointAt } from '../../../services/journal/checkpoint.ts'
import type { Checkpoint, Journal } from '../../../services/journal/journal.ts'
import type { JournalRecord } from '../../../services/journal/record.ts'
import type { GivenToken } from '../../../services/refresh/given-token.ts'
import { exactSpan } from '../../words/exact-span.ts'
import { BrokenPromise } from '../broken-promise.ts'
import type { Fault } from '../faults.ts'
import type { Crash } from './script.ts'
import type { SessionRun } from './session-run.ts'

/** So many of the last acknowledged records are compared with what is there after a crash; at a stream's end, all. */
const comparedRecords = 20

const faultOf: { readonly [Leaves in Crash['leaves']]: Fault } = {
  process: 'crash',
  torn: 'torn-append',
  'lost-sector': 'lost-sector',
  'duplicated-sector': 'duplicated-sector',
  'zeroed-sector': 'zeroed-sector',
}

/** The process has died: another one goes on from what is left. @throws BrokenPromise */
export async function restart(run: SessionRun): Promise<void> {
  const { world, process: dead } = run
  const crash = run.crash as Crash
  run.crash = undefined
  world.strike('crash')
  world.strike(faultOf[crash.leaves])
  world.tell(() => `the process dies (${crash.leaves}), and nobody is there for ${exactSpan(crash.downMs)}`)
  world.store.trouble = undefined
  world.clock.asleepMs += crash.downMs
  world.clock.moveTo(world.clock.elapsedMs + crash.downMs)
  // What the dead process had noticed late is found only now.
  run.disturb()
  const checkpoint = checkpointOf(run, crash)
  run.journal = await openLeft(run, crash)
  await compareWithLeft(run)
  if (!run.checks.last) return run.open()
  if (run.checks.ledger?.isKicked) return refuseEnded(run)
  if (checkpoint) await run.journal.saveCheckpoint(run.tap.stream, checkpoint)
  if (crash.checkpoint === 'damaged') world.store.damageCheckpoint()
  await goOn(run, crash, dead.lastToken)
}

/** As the app had made one before the process died. */
function checkpointOf({ checks }: SessionRun, { checkpoint }: Crash): Checkpoint | undefined {
  const { last } = checks
  if (checkpoint === 'none' || !last || last.after.status !== 'active') return undefined
  return checkpointAt(last.record.version, last.after.snapshot)
}

/** What a crash left may be refused only where a sector came twice; then what is before it must be kept. */
async function openLeft(run: SessionRun, { leaves }: Crash): Promise<Journal> {
  const { store, tally } = run.world
  tally.checked('records-are-gapless')
  let journal: Journal | undefined
  const code = await run.refusal(async () => {
    journal = await store.open()
  })
  if (journal) return journal
  if (code !== 'ERR_JOURNAL_CORRUPT' || leaves !== 'duplicated-sector')
    throw new BrokenPromise(
      'records-are-gapless',
      `after a crash (${leaves}) the journal is refused: ${code}`,
    )
  tally.checked('damage-is-refused')
  run.world.tell(() => 'the journal is refused, and opened again with salvage')
  store.salvages = true
  try {
    return await store.open()
  } finally {
    store.salvages = false
  }
}

async function compareWithLeft(run: SessionRun): Promise<void> {
  const { tap, world } = run
  const fromVersion = Math.max(1, tap.acknowledged - comparedRecords)
  const found: JournalRecord[] = []
  for await (const record of run.journal.read(tap.stream, { fromVersion })) found.push(record)
  world.tally.checked('records-are-gapless', found.length)
  tap.survive(found, fromVersion)
  run.check()
}

/** A stream that ended with a kick cannot be resumed; the app opens another. */
async function refuseEnded(run: SessionRun): Promise<void> {
  run.world.tally.checked('the-end-is-the-end')
  const code = await run.refusal(() => run.resume(null))
  if (code !== 'ERR_STREAM_ENDED')
    throw new BrokenPromise('the-end-is-the-end', `a stream that ended with a kick is resumed: ${code}`)
  await run.open()
}

async function goOn(run: SessionRun, crash: Crash, kept: string | undefined): Promise<void> {
  const { world, checks } = run
  const before = checks.context
  const token = tokenOf(run, crash, kept)
  run.recent.length = 0
  world.tell(() => `another process resumes the session with ${crash.token} token`)
  await run.resume(token)
  run.process.cause()
  await run.settle()
  world.tally.checked('rehydration-is-sleep')
  const [first, second] = run.recent
  const resumed = first?.type === 'deadline.reached' ? second : first
  if (run.process.isDead || run.process.isKicked) return
  if (resumed?.event.type !== 'session.resumed')
    throw new BrokenPromise(
      'rehydration-is-sleep',
      `after what was due came ${resumed?.type}, not session.resumed`,
    )
  if (resumed.event.attempt !== before?.lastAttempt)
    throw new BrokenPromise(
      'rehydration-is-sleep',
      `${before?.lastAttempt} attempts were made, and up to ${resumed.event.attempt} are said to be lost`,
    )
  const isSame = typeof token === 'string' && endOf(token) === before?.claimedExpMs
  if (!isSame) return
  if (run.recent.some(({ type }) => type === 'token.supplied'))
    throw new BrokenPromise('rehydration-is-sleep', 'the token of before was taken for another')
  // The callback may have been called by then, and may have asked for a token itself.
  const isUsable =
    run.process.calls === 0 && before && before.expiresAtMs > resumed.atMs && !before.isRejected
  if (
    isUsable &&
    resumed.facts.length === 0 &&
    run.recent[run.recent.indexOf(resumed) + 1]?.type === 'refresh.demanded'
  )
    throw new BrokenPromise('rehydration-is-sleep', 'a token was demanded, and the one of before is usable')
}

/** What the app has kept of its token. */
function tokenOf({ world }: SessionRun, { token }: Crash, kept: string | undefined): GivenToken | null {
  const { issuer, script } = world
  if (token === 'none' || (token === 'same' && kept === undefined)) return null
  if (token === 'another') return issuer.make().given
  if (token === 'dead') return issuer.make(script.ttlMs, -2 * script.ttlMs).given
  const value = kept as string
  if (script.form !== 'opaque') return value
  const minted = [issuer.mint.latest, issuer.mint.before].find((one) => one?.value === value)
  return { value, expiresAtMs: world.issuedMs(minted?.endsAtMs ?? world.clock.elapsedMs + script.ttlMs) }
}

function endOf(jwt: string): number | undefined {
  const [, payload = ''] = jwt.split('.')
  return Math.round(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))).exp * 1000)
}

/** A later build has written the last record: it must be left alone. @throws BrokenPromise */
export async function refuseNewer(run: SessionRun, crash: Crash): Promise<void> {
  const { store, tally } = run.world
  run.kill(crash)
  const undo = store.makeNewer()
  if (undo && run.checks.last) {
    run.world.strike('upgrade')
    run.world.tell(() => 'a later build has written the last record')
    tally.checked('damage-is-refused')
    run.journal = await store.open()
    const code = await run.refusal(() => run.resume(null))
    if (code !== 'ERR_JOURNAL_NEWER')
      throw new BrokenPromise('damage-is-refused', `a record of a later build is taken: ${code}`)
    // Whoever was refused is gone, too.
    run.process.die()
    store.abandon()
    putBack(undo)
  }
  await restart(run)
}

/** The middle of what was stored is damaged: that must be noticed. @throws BrokenPromise */
export async function refuseDamage(run: SessionRun, crash: Crash, at: number): Promise<void> {
  const { store, tally } = run.world
  run.kill(crash)
  const undo = store.damageMiddle(at)
  if (undo) {
    run.world.tell(() => 'a byte in the middle of the journal is damaged')
    tally.checked('damage-is-refused')
    const code = await run.refusal(() => store.open())
    if (code !== 'ERR_JOURNAL_CORRUPT')
      throw new BrokenPromise(
        'damage-is-refused',
        `a journal that is damaged in the middle is opened: ${code}`,
      )
    putBack(undo)
  }
  await restart(run)
}

/** An earlier build has written all there is, and this one goes on. */
export async function upgrade(run: SessionRun, crash: Crash): Promise<void> {
  run.kill(crash)
  if (run.world.store.makeOlder()) run.world.strike('upgrade')
  await restart(run)
}

function putBack(undo: () => void): void {
  try {
    undo()
  } catch (error) {
    throw new BrokenPromise('damage-is-refused', (error as Error).message)
  }
}
