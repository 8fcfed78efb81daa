import { settle } from '../../clock/settle.ts'
import { BrokenPromise } from '../broken-promise.ts'
import type { LifeOutcome } from '../life.ts'
import { afterTheEnd } from './end.ts'
import { happen } from './happen.ts'
import { recover } from './recover.ts'
import { restart } from './restart.ts'
import type { Episode, SessionScript } from './script.ts'
import { SessionRun } from './session-run.ts'
import { leaks } from './tokens.ts'
import { World, type WorldOptions } from './world.ts'

/** What became of a script. */
export interface LivedScript extends Omit<LifeOutcome, 'breach'> {
  /** The first promise that was broken; it ended the life. */
  readonly broken?: BrokenPromise
}

/**
 * Lives a script: real sessions, a real journal and restarts, in simulated time and on a simulated disk, and everything
 * that the simulation checks is checked.
 */
export async function liveSession(script: SessionScript, options: WorldOptions = {}): Promise<LivedScript> {
  const world = new World(script, options.store ?? (await storeOf(script)), options)
  const run = new SessionRun(world)
  const unhandled = listenForRejections()
  let broken: BrokenPromise | undefined
  try {
    run.journal = await world.store.open()
    await liveEpisodes(run, script)
    await settle()
    world.tally.checked('callbacks-cannot-hurt')
    if (unhandled.errors.length > 0)
      throw new BrokenPromise('callbacks-cannot-hurt', `an unhandled rejection: ${unhandled.errors[0]}`)
    world.tally.checked('no-secret-leaves')
    if (world.store.leaks()) throw new BrokenPromise('no-secret-leaves', 'the file holds a piece of a token')
  } catch (error) {
    broken = error instanceof BrokenPromise ? error : thrown(error)
    const { promise, message } = broken
    world.tell(() => `${promise}: ${message}`)
  } finally {
    unhandled.stop()
  }
  const { tally, clock } = world
  return {
    simulatedMs: Math.min(clock.awakeMs, script.spanMs ?? Infinity),
    asleepMs: clock.asleepMs,
    steps: tally.steps,
    sessions: tally.sessions,
    checks: tally.checks,
    coverage: tally.coverage,
    ...(broken && { broken }),
  }
}

async function liveEpisodes(run: SessionRun, script: SessionScript): Promise<void> {
  const { world } = run
  const { clock } = world
  const { spanMs = Infinity } = script
  const onEnd = async () => {
    while (run.process.isDead || run.isOver) {
      if (run.process.isDead) await restart(run)
      else {
        await afterTheEnd(run)
        if (!run.process.isDead) await run.open()
      }
    }
  }
  const passTo = (byMs: number) =>
    run.pass(byMs, onEnd).then(() => (run.isOver || run.process.isDead ? onEnd() : undefined))
  const leftMs = () => Math.max(0, spanMs - clock.awakeMs)
  const pass = (ms: number) => passTo(clock.elapsedMs + Math.min(ms, leftMs()))
  const passAll = (ms: number) => passTo(clock.elapsedMs + ms)

  await run.open()
  await onEnd()
  for (const episode of script.episodes) {
    await pass(episode.calmMs)
    await liveEpisode(run, episode, pass, passAll)
    if (leftMs() === 0) break
  }
  while (script.spanMs !== undefined && leftMs() > 0) await pass(leftMs())
  run.process.call('close')
  await run.settle()
  while (run.process.isDead) {
    await restart(run)
    run.process.call('close')
    await run.settle()
  }
  await afterTheEnd(run)
}

async function liveEpisode(
  run: SessionRun,
  { happenings, ends = false }: Episode,
  pass: (ms: number) => Promise<void>,
  passAll: (ms: number) => Promise<void>,
): Promise<void> {
  const { clock, script } = run.world
  for (const happening of happenings) {
    if (clock.awakeMs >= (script.spanMs ?? Infinity)) break
    await happen(run, happening, pass)
    // Whatever came of it: a session that is over is followed by another.
    await pass(0)
  }
  await recover(run, passAll)
  if (!ends) return
  run.world.tell(() => '* the app closes the session')
  run.process.call('close')
  await run.settle()
  await passAll(0)
}

/** Whatever a session throws where it should not. It may hold anything. */
function thrown(error: unknown): BrokenPromise {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return leaks(text)
    ? new BrokenPromise('no-secret-leaves', 'an error holds a piece of a token')
    : new BrokenPromise('callbacks-cannot-hurt', `it throws: ${text}`)
}

async function storeOf({ store }: SessionScript) {
  // The file's journal needs Node, and is loaded by lives that want it alone.
  if (store === 'jsonl') return new (await import('./store/jsonl-store.ts')).JsonlStore()
  return new (await import('./store/memory-store.ts')).MemoryStore()
}

interface Emitter {
  on(event: 'unhandledRejection', listener: (error: unknown) => void): void
  off(event: 'unhandledRejection', listener: (error: unknown) => void): void
}

/** What nobody has handled, on platforms that tell. */
function listenForRejections(): { readonly errors: readonly unknown[]; readonly stop: () => void } {
  const errors: unknown[] = []
  const { process: emitter } = globalThis as { process?: Partial<Emitter> }
  const note = (error: unknown) => void errors.push(error)
  emitter?.on?.('unhandledRejection', note)
  return { errors, stop: () => emitter?.off?.('unhandledRejection', note) }
}
