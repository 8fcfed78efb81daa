import type { Journal } from '../../../services/journal/journal.ts'
import { createMemoryJournal } from '../../../services/journal/memory-journal.ts'
import type { JournalRecord } from '../../../services/journal/record.ts'
import { leaksIn } from '../../keeper/leaks.ts'
import type { Sessions } from '../replacements.ts'
import type { SessionPromise } from './session-promise.ts'
import { type Manner, World } from './world.ts'

/** A session with a store that goes away. */
export interface StoredLife {
  readonly ttlMs: number
  readonly manner: Manner
  /** How long all is well, how long the store is gone, and how long it is back. */
  readonly spansMs: readonly [number, number, number]
}

const scenarios: SessionPromise<StoredLife>['scenarios'] = (fc) =>
  fc
    .record({
      ttl: fc.integer({ min: 60, max: 3600 }),
      manner: fc.constantFrom<Manner>('answers', 'fails'),
      spans: fc.tuple(...([0, 0, 1] as const).map((min) => fc.integer({ min, max: 1000 }))),
    })
    .map(({ ttl, manner, spans }) => ({
      ttlMs: ttl * 1000,
      manner,
      spansMs: spans.map((span) => span * ttl) as unknown as StoredLife['spansMs'],
    }))

export const recordsAreGapless: SessionPromise<StoredLife> = {
  says: 'What a session decides while its store is gone is in the journal once the store is back: all of it, in order.',
  scenarios,
  async breachIn(sessions, life) {
    const { world, records, facts } = await live(sessions, life)
    const recorded = records.flatMap((record) => record.facts.map(({ type }) => type))
    const gap = records.findIndex(({ version }, index) => version !== index + 1)
    if (gap >= 0) return { how: `there is no record of version ${gap + 1}`, history: world.lines }
    if (recorded.join() === facts.join()) return undefined
    const first = facts.findIndex((fact, index) => fact !== recorded[index])
    const how = `${facts[first]} is not in the journal: ${recorded.length} of ${facts.length} facts are`
    return { how, history: world.lines }
  },
}

export const noSecretIsRecorded: SessionPromise<StoredLife> = {
  says: 'No 16 characters of a token are in a record, nor in what a session says to its listeners.',
  scenarios,
  async breachIn(sessions, life) {
    const { world, records, said } = await live(sessions, life)
    const [leak] = leaksIn([...records.map(textOf), ...said], world.tokens)
    return leak === undefined
      ? undefined
      : { how: 'part of a token is to be read in the journal', history: world.lines }
  },
}

const textOf = (record: JournalRecord) => JSON.stringify(record)

async function live(sessions: Sessions, { ttlMs, manner, spansMs }: StoredLife) {
  const world = new World(ttlMs, manner)
  const store = createMemoryJournal()
  let isGone = false
  const append: Journal['append'] = (...records) =>
    isGone ? Promise.reject(new Error('the store is gone')) : store.append(...records)
  const facts: string[] = []
  const said: string[] = []
  const journal = { ...store, append }
  const session = sessions.openSession({
    ...world.options,
    journal,
    stream: 'room/alice',
    token: world.issue(),
  })
  session.on('*', (event) => {
    said.push(JSON.stringify(event))
    if (!event.type.startsWith('journal.')) facts.push(event.type)
  })
  const [wellMs, goneMs, backMs] = spansMs
  await world.pass(wellMs)
  isGone = true
  world.note('the store is gone')
  await world.pass(goneMs)
  isGone = false
  world.note('the store is back')
  await world.pass(backMs)
  await session.flush().catch(() => {})
  const records: JournalRecord[] = []
  for await (const record of store.readAll()) records.push(record)
  await session.close()
  return { world, records, facts, said }
}
