import type { InspectionEvent } from 'xstate'
import type { TokenContext } from '../../machines/context.ts'
import type { Clock } from '../../services/clock/clock.ts'
import type { Journal } from '../../services/journal/journal.ts'
import { createMemoryJournal } from '../../services/journal/memory-journal.ts'
import type { JournalRecord } from '../../services/journal/record.ts'
import { TestClock } from '../clock/test-clock.ts'
import type { TraceObservations } from '../traces/observations.ts'
import { isSameData } from '../traces/same-data.ts'
import type { Trace, TraceEntry } from '../traces/trace.ts'
import { type Sample, SampledClock } from './sampled-clock.ts'
import { traceOf } from './trace-of.ts'

/** What a session is opened with in order to be observed. */
export interface ObservedOptions {
  readonly clock: Clock
  readonly journal: Journal
  readonly stream: string
  readonly inspect: (event: InspectionEvent) => void
}

/** Sees what one stream's sessions do: one after the other, if it is resumed. */
export interface Observer {
  /** What to open the session with, or to resume it with: `openSession({ token, refresh, ...eye.options(clock) })`. */
  options(clock: Clock): ObservedOptions
  /**
   * All that was seen, as a trace: events, facts, states, versions; timers and the machine's memory; the sleeps of a
   * `TestClock`, as long as nobody sets it. Write what waits first: `await session.flush()`.
   *
   * @param more what only you can see: `secrets`, `texts`, `unhandled`, `calls`
   */
  trace(more?: Pick<TraceObservations, 'secrets' | 'texts' | 'unhandled' | 'calls'>): Promise<Trace>
}

/**
 * An observer of real sessions: it makes traces on which every invariant can be checked.
 *
 * @param options where the records go; default: a journal in memory, and the stream `observed`
 * @example
 * const eye = observe()
 * const session = openSession({ token, refresh, ...eye.options(new TestClock()) })
 * ...
 * assertInvariants(await eye.trace({ secrets: mint.strings }))
 */
export function observe({
  journal = createMemoryJournal(),
  stream = 'observed',
}: Partial<Pick<ObservedOptions, 'journal' | 'stream'>> = {}): Observer {
  const samples: Sample[] = []
  const clocks: {
    readonly clock: Clock
    readonly aheadMs: number | undefined
    readonly seen: SampledClock
  }[] = []

  return {
    options(clock) {
      const seen = new SampledClock(clock, samples)
      clocks.push({ clock, aheadMs: aheadOf(clock), seen })
      // What is armed before the first event counts for the one that follows.
      samples.push({ armed: 0, delaysMs: [] })
      return { clock: seen, journal, stream, inspect: (event) => note(event, seen, samples) }
    },
    async trace(more = {}) {
      const records: JournalRecord[] = []
      for await (const record of journal.read(stream)) records.push(record)
      const told = traceOf(records)
      const seen = clocks.at(-1)?.seen
      const isClosed = records.at(-1)?.type === 'session.closed'
      const isSet = clocks.some(({ clock, aheadMs }) => aheadMs === undefined || aheadOf(clock) !== aheadMs)
      return {
        ...told,
        entries: withSamples(told.entries, samples),
        ...(isClosed && seen && { armedAtTheEnd: seen.armed }),
        ...(!isSet && { sleeps: clocks.flatMap(({ clock }) => (clock as TestClock).sleeps) }),
        ...more,
      }
    },
  }
}

/** By how much a test clock has been set since it was made. */
const aheadOf = (clock: Clock): number | undefined =>
  clock instanceof TestClock ? clock.now() - clock.elapsedMs : undefined

function note(event: InspectionEvent, { armed }: SampledClock, samples: Sample[]): void {
  if (event.type !== '@xstate.snapshot' || event.event.type.startsWith('xstate.')) return
  const { context } = event.snapshot as unknown as { context: TokenContext }
  samples.push({ event: event.event, context, armed, delaysMs: [] })
}

/** Records are of the latest events that were seen; those before them were seen by others. */
function withSamples(entries: readonly TraceEntry[], samples: readonly Sample[]): TraceEntry[] {
  const seen: Sample[] = []
  let before: Sample = { armed: 0, delaysMs: [] }
  for (const { event, context, armed, delaysMs } of samples) {
    const sample = {
      armed: Math.max(armed, before.armed),
      delaysMs: [...before.delaysMs, ...delaysMs],
      ...(event !== undefined && { event }),
      ...(context && { context }),
    }
    if (event !== undefined) seen.push(sample)
    before = event === undefined ? sample : { armed: 0, delaysMs: [] }
  }
  const offset = entries.length - seen.length
  return entries.map((entry, index) => {
    const { event, context, armed, delaysMs } = seen[index - offset] ?? {}
    if (!isSameData(event, entry.event) || armed === undefined || !context || !delaysMs) return entry
    return { ...entry, armed, delaysMs, context }
  })
}
