import { createMemoryJournal, type JournalRecord, kick, openSession } from 'halflife'
import { createInspector, startInspector } from 'halflife/inspector'
import { TestClock } from 'halflife/testing'
import { expect, it, vi } from 'vitest'
import { openPage } from '../server/page-client.ts'

async function recordsIn(journal: ReturnType<typeof createMemoryJournal>, stream: string) {
  const records: JournalRecord[] = []
  for await (const record of journal.read(stream)) records.push(record)
  return records
}

it('shows a session elsewhere by the same records that its journal has', async () => {
  await using inspector = await startInspector()
  const page = openPage(inspector.url)
  await using client = createInspector({ url: inspector.feedUrl, name: 'my app' })
  const clock = new TestClock(1_800_000_000_000)
  const journal = createMemoryJournal()
  const session = openSession({
    token: { value: 'a-token-of-some-length', expiresInSeconds: 10 },
    refresh: async () => Promise.reject(new Error('down')),
    policy: kick,
    clock,
    journal,
    stream: 'alice',
    inspect: client.inspect,
  })
  session.joinedConference()
  await clock.advance(11_000)
  expect(session.state).toBe('kicked')
  await session.close()
  const written = await recordsIn(journal, 'alice')
  const withoutEnd = written.filter(({ type }) => type !== 'session.closed')
  await vi.waitFor(() => expect(page.records().length).toBe(withoutEnd.length))
  console.log(page.messages.slice(0, 3), page.records())
})
