import { createMemoryJournal, HalflifeError, type JournalRecord } from 'halflife'
import { type FollowedJournal, startInspector } from 'halflife/inspector'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { lifeIn } from '../../../../src/testing/journal-contract/stage.ts'
import { until } from '../until.ts'
import { openPage } from './page-client.ts'

async function inspecting(options: Parameters<typeof startInspector>[0] = {}) {
  const inspector = await startInspector(options)
  onTestFinished(() => inspector.close())
  return inspector
}

/** So many records as if they were stored, without the trouble of storing them. */
function long(length: number): FollowedJournal & { read: number } {
  const [record] = lifeIn('alice', 2)
  const journal = {
    read: 0,
    async *readAll({ after = '0' }: { after?: string } = {}) {
      for (let version = Number(after) + 1; version <= length; version++) {
        journal.read++
        yield { ...(record as JournalRecord), version, position: String(version) }
      }
    },
  }
  return journal
}

describe('a journal that is watched', () => {
  it('is shown from its beginning, then as it goes on, by whichever way it is written', async () => {
    const inspector = await inspecting()
    const memory = createMemoryJournal()
    const life = lifeIn('alice', 9)
    await memory.append('alice', life.slice(0, 3), 0)
    const watched = inspector.watch(memory, 'our journal')
    const page = openPage(inspector.url)
    await until(() => expect(page.of('caught-up')).toHaveLength(1))
    expect(page.records()).toEqual(life.slice(0, 3))
    expect(await watched.append('alice', life.slice(3, 6), 3)).toBe(6)
    await until(() => expect(page.records()).toEqual(life.slice(0, 6)))
    await memory.append('alice', life.slice(6), 6)
    await until(() => expect(page.records()).toEqual(life))
    expect(page.of('hello')).toMatchObject([
      { mode: 'live', sources: [{ kind: 'journal', name: 'our journal', status: 'open' }] },
    ])
  })

  it('is the same journal in all else', async () => {
    const inspector = await inspecting()
    const watched = inspector.watch(createMemoryJournal())
    const life = lifeIn('alice', 3)
    await watched.append('alice', life, 0)
    await watched.saveCheckpoint('alice', { version: 2, machine: 'm/1', snapshot: 'two' })
    expect(await watched.loadCheckpoint('alice', 'm/1')).toEqual({ version: 2, snapshot: 'two' })
    const read: JournalRecord[] = []
    for await (const record of watched.read('alice', { fromVersion: 2 })) read.push(record)
    for await (const { position: _, ...record } of watched.readAll({ after: '2' })) read.push(record)
    expect(read).toEqual([life[1], life[2], life[2]])
    await expect(watched.append('alice', life.slice(1, 2), 0)).rejects.toMatchObject({
      code: 'ERR_JOURNAL_CORRUPT',
    })
  })

  it('may come after the page, and be one of several', async () => {
    const inspector = await inspecting()
    const page = openPage(inspector.url)
    await until(() => expect(page.of('caught-up')).toHaveLength(1))
    for (const name of ['one', 'two']) {
      const journal = inspector.watch(createMemoryJournal(), name)
      await journal.append('alice', lifeIn('alice', 4), 0)
    }
    await until(() => expect(page.records()).toHaveLength(8))
    const sources = page.of('source').map(({ source }) => source)
    expect(sources.map(({ name }) => name)).toEqual(['one', 'two'])
    for (const { id } of sources) {
      const records = page.of('records').flatMap((message) => (message.source === id ? message.records : []))
      expect(records).toEqual(lifeIn('alice', 4))
    }
  })

  it('with two thousand streams is shown in whole, each stream in order', async () => {
    const inspector = await inspecting()
    const journal = createMemoryJournal()
    const streams = Array.from({ length: 2_000 }, (_, n) => `room-${n}`)
    for (const stream of streams) await journal.append(stream, lifeIn(stream, 5), 0)
    inspector.watch(journal)
    const page = openPage(inspector.url)
    await until(() => expect(page.of('caught-up')).toHaveLength(1))
    const versions = new Map<string, number>()
    for (const { stream, version } of page.records()) {
      expect(version).toBe((versions.get(stream) ?? 0) + 1)
      versions.set(stream, version)
    }
    expect([...versions.keys()].sort()).toEqual([...streams].sort())
    expect(new Set(versions.values())).toEqual(new Set([5]))
  })

  it('that cannot be read is a problem on the page, in words, and is tried again', async () => {
    let isBroken = true
    const good = long(3)
    const journal: FollowedJournal = {
      readAll: (from) => {
        if (isBroken)
          throw new HalflifeError('ERR_JOURNAL_CORRUPT', 'Stream alice, version 2: it is not there.')
        return good.readAll(from)
      },
    }
    const inspector = await inspecting({ journal })
    const page = openPage(inspector.url)
    await until(() => expect(page.of('caught-up')).toHaveLength(1))
    expect(page.of('problem')).toEqual([
      { type: 'problem', source: 's1', message: 'Stream alice, version 2: it is not there.' },
    ])
    isBroken = false
    await until(() => expect(page.records()).toHaveLength(3))
    expect(page.of('source').map(({ source }) => source.status)).toEqual(['failed', 'open'])
  })

  it('that is another one now makes the page begin anew', async () => {
    let length = 5
    const journal: FollowedJournal = {
      async *readAll({ after = '0' } = {}) {
        if (Number(after) > length) throw new HalflifeError('ERR_OPTION', 'after is no position.')
        yield* long(length).readAll({ after })
      },
    }
    const inspector = await inspecting({ journal })
    const page = openPage(inspector.url)
    await until(() => expect(page.records()).toHaveLength(5))
    length = 2
    expect(await page.closed).toBe(1012)
    const again = openPage(inspector.url)
    await until(() => expect(again.of('caught-up')).toHaveLength(1))
    expect(again.records()).toHaveLength(2)
  })
})

describe('a page', () => {
  it('that is slow holds nothing in memory: what it has not taken is not read', async () => {
    const journal = long(200_000)
    const inspector = await inspecting({ journal })
    const page = openPage(inspector.url)
    await until(() => expect(page.records().length).toBeGreaterThan(0))
    page.socket.pause()
    // Until what the system keeps between the two is full: then no more is read.
    let before = -1
    await until(
      () => {
        const isStill = journal.read === before
        before = journal.read
        expect(isStill).toBe(true)
      },
      { interval: 300 },
    )
    expect(journal.read).toBeLessThan(100_000)
    page.socket.resume()
    await until(() => expect(page.of('caught-up')).toHaveLength(1))
    expect(page.records().map(({ version }) => version)).toEqual(
      Array.from({ length: 200_000 }, (_, n) => n + 1),
    )
  })

  it('does not keep another one waiting', async () => {
    const inspector = await inspecting({ journal: long(50_000) })
    const slow = openPage(inspector.url)
    await until(() => expect(slow.records().length).toBeGreaterThan(0))
    slow.socket.pause()
    const quick = openPage(inspector.url)
    await until(() => expect(quick.of('caught-up')).toHaveLength(1))
    expect(quick.records()).toHaveLength(50_000)
  })

  it('that has gone is read for no more', async () => {
    const counted = () => {
      const memory = createMemoryJournal()
      const journal = {
        looks: 0,
        readAll(from?: { after?: string }) {
          journal.looks++
          return memory.readAll(from)
        },
      }
      return journal
    }
    const [left, looked] = [counted(), counted()]
    const page = openPage((await inspecting({ journal: left })).url)
    await until(() => expect(left.looks).toBeGreaterThan(1))
    await page.close()
    const atEnd = left.looks
    openPage((await inspecting({ journal: looked })).url)
    await until(() => expect(looked.looks).toBeGreaterThan(3))
    expect(left.looks).toBeLessThanOrEqual(atEnd + 1)
  })

  it('has nothing to say: one that does is closed', async () => {
    const inspector = await inspecting()
    const page = openPage(inspector.url)
    await until(() => expect(page.of('caught-up')).toHaveLength(1))
    page.socket.send('{"type":"subscribe"}')
    expect(await page.closed).toBe(1008)
    const loud = openPage(inspector.url)
    await until(() => expect(loud.of('caught-up')).toHaveLength(1))
    loud.socket.send('x'.repeat(2_000))
    expect(await loud.closed).toBe(1009)
  })
})

describe('closing', () => {
  it('ends every connection, and answers nobody any more', async () => {
    const inspector = await startInspector({ journal: long(10) })
    const pages = [openPage(inspector.url), openPage(inspector.url)]
    for (const page of pages) await until(() => expect(page.of('caught-up')).toHaveLength(1))
    await Promise.all([inspector.close(), inspector.close()])
    await Promise.all(pages.map(({ closed }) => closed))
    await expect(fetch(inspector.url)).rejects.toThrow()
  })

  it('closes no journal', async () => {
    const journal = createMemoryJournal()
    const close = vi.spyOn(journal, 'close')
    const inspector = await startInspector({ journal })
    inspector.watch(journal)
    await inspector.close()
    expect(close).not.toHaveBeenCalled()
  })
})

it('a port that cannot be had is said at once', async () => {
  const inspector = await inspecting()
  const port = Number(new URL(inspector.url).port)
  await expect(startInspector({ port })).rejects.toMatchObject({
    code: 'ERR_OPTION',
    message: `port ${port} cannot be listened on (EADDRINUSE). Choose another, or 0.`,
  })
  for (const wrong of [-1, 65_536, 1.5, Number.NaN]) {
    await expect(startInspector({ port: wrong })).rejects.toMatchObject({ code: 'ERR_OPTION' })
  }
})
