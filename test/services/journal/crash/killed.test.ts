import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Journal, type JournalRecord, replay, resumeSession } from '../../../../src/index.ts'
import { hashOf } from '../../../../src/services/journal/chain.ts'
import { TestClock } from '../../../../src/testing/index.ts'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'
import { all, contentOf, folder, stores } from '../stores/place.ts'
import { Writer } from './child.ts'

const lives = [lifeIn('alice', 3000), lifeIn('bob', 3000)]
const killsOfAll = 200
/** Journals that are written at the same time. Each is written, and its writer killed, again and again. */
const journalsOfEach = 4
const kills = killsOfAll / stores.length / journalsOfEach

/** Kills a writer at some moment: mostly while it writes, sometimes while it opens the journal. */
async function kill(writer: Writer, moment: number): Promise<void> {
  const isOpening = moment % 5 === 4
  if (!isOpening) await writer.writing()
  await sleep(Math.random() * (isOpening ? 200 : 12))
  writer.kill()
}

describe.each(stores)('a writer to a %s journal that is killed at any moment', (store, open) => {
  it('loses nothing that was acknowledged, leaves nothing half done, and the next goes on', async () => {
    const place = folder()
    const livesFile = join(place, 'lives.json')
    writeFileSync(livesFile, JSON.stringify(lives))

    async function killAgainAndAgain(_: unknown, number: number): Promise<void> {
      const file = join(place, `journal-${number}`)
      let atWork = 0
      for (let moment = 0; moment < kills; moment++) {
        const writer = new Writer({ store, file, lives: livesFile, sizes: [1, 1, 3, 1, 30] })
        await kill(writer, moment)
        const { acknowledged, stderr } = await writer.outcome
        expect(stderr).toBe('')
        if (Object.keys(acknowledged).length > 0) atWork++
        const journal = await open(file)
        for (const life of lives) await expectPrefix(journal, life, acknowledged)
        await journal.close()
      }
      // A quick disk may have it all before the last are killed; a slow machine never kills before the first.
      expect(atWork, 'many were killed at work').toBeGreaterThan(kills / 4)
      const journal = await open(file)
      await expectToGoOn(journal, 'alice')
      await journal.close()
    }
    await Promise.all(Array.from({ length: journalsOfEach }, killAgainAndAgain))
  })
})

/** What is there is what was to be written, from its first record to at least the last acknowledged one. */
async function expectPrefix(
  journal: Journal,
  life: readonly JournalRecord[],
  acknowledged: Readonly<Record<string, number>>,
): Promise<void> {
  const { stream = '' } = life[0] ?? {}
  const records = await all(journal.read(stream))
  expect(records.length).toBeGreaterThanOrEqual(acknowledged[stream] ?? 0)
  const bare = records.map(({ prev: _, hash: __, ...record }) => JSON.stringify(record))
  expect(bare).toEqual(life.slice(0, records.length).map((record) => JSON.stringify(record)))
  for (const [index, record] of records.entries()) {
    if (index % 50 === 0) expect(record.hash).toBe(await hashOf(record, record.prev ?? ''))
    if (index > 0 && record.prev !== records[index - 1]?.hash) expect.unreachable(`a gap before ${index}`)
  }
}

/** Every prefix replays to what was recorded, and a session can be continued from the last. */
async function expectToGoOn(journal: Journal, stream: string): Promise<void> {
  const records = await all(journal.read(stream))
  for (let length = 1; length <= records.length; length += Math.ceil(records.length / 20)) {
    const { state, version } = await replay(records.slice(0, length))
    expect({ state, version }).toEqual({ state: records[length - 1]?.state, version: length })
  }
  const clock = new TestClock((records.at(-1)?.atMs ?? 0) + 1000)
  const refresh = () => ({ value: 'a-new-token', expiresInSeconds: 60 })
  const session = await resumeSession({ journal, stream, token: null, refresh, clock })
  await clock.advanceAsync(10_000)
  expect(session.token()).toBe('a-new-token')
  await session.close()
  expect((await contentOf(journal)).filter((record) => record.stream === stream).at(-1)?.type).toBe(
    'session.closed',
  )
}
