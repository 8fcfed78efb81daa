import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { expect, it } from 'vitest'
import { replay, resumeSession, type SessionEvent } from '../../../../src/index.ts'
import { checkpointAt } from '../../../../src/services/journal/checkpoint.ts'
import { openJsonlJournal } from '../../../../src/services/journal/jsonl/index.ts'
import { openSqliteJournal } from '../../../../src/services/journal/sqlite/index.ts'
import { TestClock } from '../../../../src/testing/index.ts'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'
import { all, folder } from './place.ts'

const life = lifeIn('alice', 21)

/** Makes of a number in a checkpoint another one: it reads as well as before, and is wrong. */
const inSqlite = (file: string) => {
  const database = new Database(file)
  database
    .prepare(`UPDATE checkpoints SET snapshot = replace(snapshot, '"failures":5', '"failures":6')`)
    .run()
  database.close()
}
const inJsonl = (file: string) => {
  const text = readFileSync(`${file}.checkpoints`, 'utf8')
  expect(text).toContain('"failures":5')
  writeFileSync(`${file}.checkpoints`, text.replace('"failures":5', '"failures":6'))
}

it.each([
  ['sqlite', openSqliteJournal, inSqlite],
  ['jsonl', openJsonlJournal, inJsonl],
] as const)(
  'a checkpoint in a %s journal that was changed is discarded, and the session says so',
  async (_, open, damage) => {
    const file = join(folder(), 'journal')
    const journal = await open(file)
    await journal.append('alice', life, 0)
    await journal.saveCheckpoint('alice', checkpointAt(11, (await replay(life.slice(0, 11))).snapshot))
    await journal.close()
    damage(file)

    const again = await open(file)
    const clock = new TestClock((life.at(-1)?.atMs ?? 0) + 10)
    const refresh = () => ({ value: 'new', expiresInSeconds: 60 })
    const session = await resumeSession({ journal: again, stream: 'alice', token: null, refresh, clock })
    const heard: SessionEvent[] = []
    session.on('checkpoint.discarded', (event) => void heard.push(event))
    await clock.settle()
    expect(heard).toMatchObject([{ type: 'checkpoint.discarded', version: 11 }])
    await session.flush()
    const [resumed] = await all(again.read('alice', { fromVersion: 22 }))
    expect(resumed).toMatchObject({ type: 'session.resumed', event: { attempt: 10 } })
    await session.close()
    await again.close()
  },
)
