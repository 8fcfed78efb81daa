import { createMemoryJournal, openSession, type ResumeOptions, resumeSession } from 'halflife'
import { describe, expect, it } from 'vitest'
import { type Options, opaque, open, rejection, types } from './setting.ts'

const stream = 'room/alice'

describe('a session that cannot be resumed', () => {
  const kickedJournal = async ({ isClosed = false } = {}) => {
    const journal = createMemoryJournal()
    const { session } = open({ journal, stream, policy: 'kick' })
    session.ejectedFromConference()
    await session.flush()
    if (isClosed) await session.close()
    return journal
  }
  const refresh = () => opaque('never')

  it('ended by a kick', async () => {
    for (const isClosed of [false, true]) {
      const journal = await kickedJournal({ isClosed })
      const error = await rejection(resumeSession({ journal, stream, policy: 'kick', refresh }))
      expect(error).toMatchObject({
        code: 'ERR_STREAM_ENDED',
        message: expect.stringMatching(/room\/alice.*kick/),
      })
    }
  })

  it('was never begun', async () => {
    const journal = createMemoryJournal()
    const error = await rejection(resumeSession({ journal, stream, refresh }))
    expect(error).toMatchObject({
      code: 'ERR_STREAM_NOT_FOUND',
      message: expect.stringContaining('room/alice'),
    })
  })

  it.each([
    ['another policy', {}, { policy: 'kick' }, /policy.*stay/],
    ['another overlap', { overlap: 'join' }, { overlap: 'allow' }, /overlap.*join/],
    [
      "overlap 'join', and points-only now",
      { overlap: 'join' },
      { retry: 'points-only' },
      /overlap.*join.*backoff/,
    ],
    ['no journal', {}, { journal: undefined, stream: undefined }, /journal.*stream/],
    ['no stream', {}, { stream: undefined }, /stream/],
    ['an unknown option', {}, { refreshTimeout: 1 }, /refreshTimeout.*refreshTimeoutMs/],
  ])('was recorded otherwise, or is asked for wrongly: %s', async (_what, past, options, says) => {
    const journal = createMemoryJournal()
    const { session } = open({ journal, stream, ...(past as Options) })
    await session.close()
    const error = await rejection(resumeSession({ journal, stream, refresh, ...options } as ResumeOptions))
    expect(error).toMatchObject({ code: 'ERR_OPTION', message: expect.stringMatching(says) })
  })

  it('is given a token that cannot be read: nothing is recorded', async () => {
    const journal = createMemoryJournal()
    const { session } = open({ journal, stream })
    await session.close()
    const error = await rejection(resumeSession({ journal, stream, refresh, token: 'opaque' }))
    expect(error['code']).toBe('ERR_LIFETIME_UNKNOWN')
    const records = []
    for await (const record of journal.read(stream)) records.push(record)
    expect(types(records)).toEqual(['session.opened', 'session.closed'])
  })

  it('may be opened under another name', async () => {
    const journal = await kickedJournal()
    const session = openSession({ journal, stream: 'room/alice/2', token: opaque('token-0'), refresh })
    await session.flush()
    await session.close()
  })

  it.each([{ overlap: 'join' }, {}] as const)(
    'may be resumed with the overlap that it has, or unsaid: %o',
    async (said) => {
      const journal = createMemoryJournal()
      const { session } = open({ journal, stream, overlap: 'join' })
      await session.close()
      const resumed = await resumeSession({ journal, stream, refresh, ...said })
      expect(resumed.actor.getSnapshot().context.overlap).toBe('join')
      await resumed.close()
    },
  )
})
