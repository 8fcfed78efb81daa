import type { JournalRecord } from '../../../services/journal/record.ts'
import { replay } from '../../../services/journal/replay.ts'
import { restore } from '../../../services/journal/restore.ts'
import { verify } from '../../../services/journal/verify.ts'
import { BrokenPromise } from '../broken-promise.ts'
import { differenceIn } from './record-checks.ts'
import type { SessionRun } from './session-run.ts'

/** How long it is watched that nothing comes after the end, ms. */
const watchMs = 2 * 3_600_000

/** One stream in so many is read back as a whole; of one in four of these the hashes are checked, too. */
export const readBackOneIn = 4

/**
 * The session was kicked, or the app has closed it: it is closed, poked, and watched for two hours. Nothing comes.
 *
 * @throws BrokenPromise
 */
export async function afterTheEnd(run: SessionRun): Promise<void> {
  const { world, process, tap } = run
  world.store.trouble = undefined
  if (process.isKicked && !process.isClosed) {
    poke(run)
    await run.settle()
    process.call('close')
  }
  // Not awaited: should the process die over it, nobody would ever answer.
  process.session.flush().catch(() => {})
  await run.settle()
  if (process.isDead) return
  world.tally.checked('the-end-is-the-end')
  const records = tap.acknowledged
  checkTimers(run)
  const { elapsedMs } = world.clock
  while (world.clock.fireNext(elapsedMs + watchMs));
  world.clock.moveTo(elapsedMs + watchMs)
  poke(run)
  await run.settle()
  checkTimers(run)
  if (tap.acknowledged > records)
    throw new BrokenPromise('the-end-is-the-end', 'something was recorded after the end')
  if (process.waiting > 0)
    throw new BrokenPromise('every-attempt-settles', 'somebody waits for a session that has ended')
  if (world.tally.sessions % readBackOneIn === 0) await readBack(run)
}

/** All that an app may still call. */
function poke({ process }: SessionRun): void {
  for (const call of ['joinedConference', 'freshToken', 'refreshNow', 'ejectedFromConference'] as const)
    process.call(call)
  if (process.token !== undefined)
    throw new BrokenPromise('the-end-is-the-end', 'there is a token after the end')
}

function checkTimers({ process, world }: SessionRun): void {
  world.tally.checked('one-timer')
  if (process.clock.armed > 0)
    throw new BrokenPromise('one-timer', `${process.clock.armed} timers are armed after the end`)
}

/** The stream as it is stored: all that was written, in order; any part of it from its beginning is legal. */
async function readBack(run: SessionRun): Promise<void> {
  const { tap, world, journal, checks } = run
  const found: JournalRecord[] = []
  for await (const record of journal.read(tap.stream)) found.push(record)
  world.tally.checked('records-are-gapless', found.length)
  tap.survive(found, 1)
  world.tally.checked('every-prefix-is-legal')
  const length = 1 + world.chance.fork('prefix', world.tally.sessions).below(found.length)
  const { state } = await replay(found.slice(0, length))
  if (state !== found[length - 1]?.state)
    throw new BrokenPromise('every-prefix-is-legal', `${length} records lead to ${state}`)
  const restored = await restore(journal, tap.stream)
  const differs = restored && checks.context && differenceIn(restored.snapshot.context, checks.context)
  if (!restored || differs)
    throw new BrokenPromise('every-prefix-is-legal', `with a checkpoint the stream is another: ${differs}`)
  if (world.tally.sessions % (4 * readBackOneIn) === 0) await checkChain(found)
}

async function checkChain(found: readonly JournalRecord[]): Promise<void> {
  // Records of an earlier build have been upcast: what was hashed is another text.
  if (found.some(({ schema }) => schema !== undefined)) return
  const { ok, differences } = await verify(found)
  if (!ok)
    throw new BrokenPromise('records-are-gapless', `the stream does not verify: ${differences[0]?.kind}`)
}
