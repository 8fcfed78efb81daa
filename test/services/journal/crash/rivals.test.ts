import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'
import { contentOf, folder, openJsonl, openSqlite, rejection } from '../stores/place.ts'
import { Writer } from './child.ts'

const records = 60

/** The same life as it would be recorded by several writers, each in its own hand. */
function livesFile(place: string, name: string, streams: readonly string[], recordedAtMs?: number): string {
  const lives = streams.map((stream) =>
    lifeIn(stream, records).map((record) => ({ ...record, ...(recordedAtMs && { recordedAtMs }) })),
  )
  const file = join(place, `${name}.json`)
  writeFileSync(file, JSON.stringify(lives))
  return file
}

describe('two processes', () => {
  it('that append to one stream of an SQLite journal: one wins each version, the others hear of it', async () => {
    const place = folder()
    const file = join(place, 'journal')
    const writers = ['first', 'second', 'third'].map((name, n) => {
      const lives = livesFile(place, name, ['alice'], n + 1)
      return new Writer({ store: 'sqlite', file, lives, sizes: [1, 2], waits: true })
    })
    await Promise.all(writers.map((writer) => writer.writing()))
    for (const writer of writers) writer.go()
    const outcomes = await Promise.all(writers.map((writer) => writer.outcome))
    const content = await contentOf(await openSqlite(file))

    // Nothing lost, nothing doubled: each version is there once, by the writer that was told that it won it.
    expect(content.map(({ version }) => version)).toEqual(Array.from({ length: records }, (_, n) => n + 1))
    let conflicts = 0
    for (const [n, { lines, stderr }] of outcomes.entries()) {
      expect(stderr).toBe('')
      const won = content.filter(({ recordedAtMs }) => recordedAtMs === n + 1).map(({ version }) => version)
      const told = lines.filter((line) => /^alice \d+$/.test(line)).map((line) => Number(line.split(' ')[1]))
      expect(won).toEqual(expect.arrayContaining(told))
      // A batch of two is told of by its last version: what was won is that, and the one before.
      expect(won.filter((version) => !told.includes(version) && !told.includes(version + 1))).toEqual([])
      conflicts += lines.filter((line) => line.startsWith('ERR_VERSION_CONFLICT')).length
    }
    // All three set out from version 0, so two of them are told at least once.
    expect(conflicts).toBeGreaterThanOrEqual(2)
  })

  it('that append to streams of their own in one SQLite journal wait for each other, and all get through', async () => {
    const place = folder()
    const file = join(place, 'journal')
    const names = ['alice', 'bob', 'carol']
    const writers = names.map(
      (name) => new Writer({ store: 'sqlite', file, lives: livesFile(place, name, [name]), waits: true }),
    )
    await Promise.all(writers.map((writer) => writer.writing()))
    for (const writer of writers) writer.go()
    for (const [n, writer] of writers.entries()) {
      const { acknowledged, stderr } = await writer.outcome
      expect({ acknowledged, stderr }).toEqual({
        acknowledged: { [names[n] as string]: records },
        stderr: '',
      })
    }
    const content = await contentOf(await openSqlite(file))
    for (const name of names) {
      expect(content.filter(({ stream }) => stream === name)).toEqual(lifeIn(name, records))
    }
  })

  it('that open one JSONL journal: one gets it, the other is told who has it', async () => {
    const place = folder()
    const file = join(place, 'journal')
    const lives = livesFile(place, 'alice', ['alice'])
    const writers = Array.from({ length: 4 }, () => new Writer({ store: 'jsonl', file, lives }))
    const outcomes = await Promise.all(writers.map((writer) => writer.outcome))
    // Those that came too late found it locked; one that came after the first was done had nothing left to do.
    const locked = outcomes.filter(({ stderr }) => /ERR_JOURNAL_LOCKED/.test(stderr))
    const wrote = outcomes.filter(({ acknowledged }) => acknowledged['alice'] === records)
    expect(wrote).toHaveLength(1)
    for (const { stderr } of locked)
      expect(stderr).toMatch(/has a writer: process \d+ on .+ remove .+\.lock\./)
    expect(await contentOf(await openJsonl(file))).toEqual(lifeIn('alice', records))
  })

  it('that find a dead writer’s lock: one of them takes it over', async () => {
    const place = folder()
    const file = join(place, 'journal')
    const lives = livesFile(place, 'alice', ['alice'])
    for (let round = 0; round < 5; round++) {
      const doomed = new Writer({ store: 'jsonl', file, lives })
      await doomed.writing()
      doomed.kill()
      await doomed.outcome
      const openings = await Promise.allSettled(Array.from({ length: 6 }, () => openJsonl(file)))
      const opened = openings.flatMap((opening) => (opening.status === 'fulfilled' ? [opening.value] : []))
      expect(opened).toHaveLength(1)
      for (const opening of openings) {
        if (opening.status === 'rejected')
          expect(opening.reason).toMatchObject({ code: 'ERR_JOURNAL_LOCKED' })
      }
      expect(await rejection(openJsonl(file))).toMatchObject({ code: 'ERR_JOURNAL_LOCKED' })
      await opened[0]?.close()
    }
  })
})
