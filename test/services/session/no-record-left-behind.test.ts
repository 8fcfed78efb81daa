import { createMemoryJournal, type Journal, openSession } from 'halflife'
import { TestClock } from 'halflife/testing'
import { expect, it } from 'vitest'

const microtasks = async (count: number) => {
  for (let n = 0; n < count; n++) await undefined
}

it.each(Array.from({ length: 12 }, (_, depth) => depth))(
  'what is recorded %i microtasks after a write has ended is written, too, without being asked for',
  async (depth) => {
    const inner = createMemoryJournal()
    let written = () => {}
    const journal: Journal = {
      ...inner,
      async append(...records) {
        const version = await inner.append(...records)
        written()
        return version
      },
    }
    const token = { value: 'a-token', expiresInSeconds: 60 }
    const session = openSession({
      token,
      refresh: () => token,
      clock: new TestClock(),
      journal,
      stream: 'alice',
    })
    await new Promise<void>((resolve) => {
      written = resolve
    })
    written = () => {}
    await microtasks(depth)
    session.joinedConference()
    await microtasks(50)
    expect(session.journalLag).toBe(0)
    await session.close()
  },
)
