import { createMemoryJournal } from 'halflife'
import { type Profile, profiles } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { callback, opaque, told } from '../session/setting.ts'
import { least } from './setting.ts'

const all: Profile[] = Object.values(profiles)
const thrower = all.filter(({ reinitialization }) => reinitialization.documented === 'throw')
const others = all.filter(({ reinitialization }) => reinitialization.documented !== 'throw')

describe.each(others)('a second initialization of $title', (profile) => {
  it('takes the new token and the new callback', async () => {
    const { clock, sdk, first } = await least(profile)
    const second = callback(clock)
    sdk.initialize(opaque('token-1'), second.refresh)
    expect(sdk.tokenSession.token()).toBe('token-1')
    await clock.advanceAsync(30_000)
    expect([first.calls.length, told(second.calls)]).toEqual([0, [[1, 'half', false]]])
    await second.call(1).answer(opaque('token-2'))
    expect(sdk.tokenSession.token()).toBe('token-2')
  })

  it('calls off the attempt that it makes needless', async () => {
    const { clock, sdk, first } = await least(profile)
    await clock.advanceAsync(30_000)
    const second = callback(clock)
    sdk.initialize(opaque('token-1'), second.refresh)
    expect(first.call(1).signal.aborted).toBe(true)
    await first.call(1).answer(opaque('late'))
    expect([sdk.tokenSession.token(), second.calls.length]).toEqual(['token-1', 0])
  })

  it('without a live token asks the new callback, also for the attempt under way', async () => {
    const { clock, sdk, first } = await least(profile)
    await clock.advanceAsync(30_000)
    const second = callback(clock)
    sdk.initialize(null, second.refresh)
    expect(told(second.calls)).toEqual([[1, 'half', false]])
    await first.call(1).answer(opaque('of-the-first'))
    expect(sdk.tokenSession.token()).toBe('token-0')
    await second.call(1).answer(opaque('of-the-second'))
    expect(sdk.tokenSession.token()).toBe('of-the-second')

    const third = callback(clock)
    sdk.initialize({ value: 'dead', expiresAtMs: clock.now() - 1 }, third.refresh)
    expect(told(third.calls)).toEqual([[2, 'demand', false]])
  })

  it('with the token that has died in use asks the new callback at once', async () => {
    const { clock, sdk, first } = await least(profile)
    await clock.advanceAsync(60_000)
    for (const { fail } of first.calls) await fail()
    const asked = first.calls.length
    const second = callback(clock)
    sdk.initialize(opaque('token-0'), second.refresh)
    expect(told(second.calls)).toEqual([[asked + 1, 'demand', true]])
    await second.call(asked + 1).answer(opaque('token-1'))
    expect(sdk.tokenSession.token()).toBe('token-1')
  })

  it('with the live token that is in use asks nobody', async () => {
    const { clock, sdk } = await least(profile)
    const second = callback(clock)
    sdk.initialize(opaque('token-0'), second.refresh)
    await clock.settle()
    expect([second.calls.length, sdk.tokenSession.token()]).toEqual([0, 'token-0'])
  })

  it('by the callback itself, which then throws, leaves the attempt to the new callback', async () => {
    const { clock, sdk } = await least(profile)
    const second = callback(clock)
    sdk.initialize(opaque('token-1'), () => {
      sdk.initialize(null, second.refresh)
      throw new Error('of one who is gone')
    })
    await clock.advanceAsync(30_000)
    expect(told(second.calls)).toEqual([[1, 'half', false]])
    await second.call(1).answer(opaque('token-2'))
    expect(sdk.tokenSession.token()).toBe('token-2')
  })

  it('with a token that cannot be read changes nothing', async () => {
    const { clock, sdk, first } = await least(profile)
    const second = callback(clock)
    const call = () => sdk.initialize('two parts.only', second.refresh)
    expect(call).toThrow(expect.objectContaining({ code: 'ERR_TOKEN_MALFORMED' }))
    await clock.advanceAsync(30_000)
    expect([first.calls.length, second.calls.length]).toEqual([1, 0])
  })
})

describe.each(thrower)('a second initialization of $title', (profile) => {
  it.each([false, true])('throws, and the first goes on; faithful: %s', async (faithful) => {
    const { clock, sdk, first } = await least(profile, { faithful })
    const second = callback(clock)
    const call = () => sdk.initialize(opaque('token-1'), second.refresh)
    expect(call).toThrow(expect.objectContaining({ code: 'ERR_ALREADY_INITIALIZED' }))
    expect(call).toThrow('Already initialized: initAsync may be called once.')
    await clock.advanceAsync(30_000)
    expect([first.calls.length, second.calls.length]).toEqual([1, 0])
  })
})

describe('a second initialization of a faithful surface', () => {
  it('keeps the first callback where the original does, and says so', async () => {
    const { clock, sdk, first, diagnostics } = await least(profiles['react-native'], { faithful: true })
    const second = callback(clock)
    sdk.initialize(opaque('token-1'), second.refresh)
    expect(sdk.tokenSession.token()).toBe('token-1')
    await clock.advanceAsync(30_000)
    expect([first.calls.length, second.calls.length]).toEqual([1, 0])
    expect(diagnostics).toMatchObject([{ kind: 'first-callback-kept', message: expect.any(String) }])
  })

  it('replaces it where the original does', async () => {
    const { clock, sdk, first } = await least(profiles.flutter, { faithful: true })
    const second = callback(clock)
    sdk.initialize(opaque('token-1'), second.refresh)
    await clock.advanceAsync(30_000)
    expect([first.calls.length, second.calls.length]).toEqual([0, 1])
  })
})

describe('after a kick', () => {
  it('initialization begins anew, with the same listeners, and in the next stream of the journal', async () => {
    const journal = createMemoryJournal()
    const { clock, sdk, types } = await least(profiles.cpp, { journal, stream: 'alice' })
    sdk.tokenSession.joinedConference()
    await clock.advanceAsync(60_000)
    expect(sdk.tokenSession.state).toBe('kicked')
    expect(types().at(-1)).toBe('participant.kicked')

    const second = callback(clock)
    sdk.initialize(opaque('token-1'), second.refresh)
    expect(sdk.tokenSession.token()).toBe('token-1')
    await clock.advanceAsync(30_000)
    expect(types().at(-1)).toBe('refresh.requested')
    await sdk.tokenSession.flush()
    const typesIn = async (stream: string) => {
      const types: string[] = []
      for await (const { event } of journal.read(stream)) types.push(event.type)
      return types
    }
    expect((await typesIn('alice')).at(-1)).toBe('session.closed')
    expect(await typesIn('alice/2')).toEqual(['session.opened', 'deadline.reached'])
  })
})

describe('an SDK that is closed', () => {
  it('cannot be initialized again, leaves no timer, and says nothing more', async () => {
    const { clock, sdk, heard } = await least(profiles.web)
    await sdk.close()
    expect(clock.armed).toBe(0)
    const call = () => sdk.initialize(opaque('token-1'), () => '')
    expect(call).toThrow(expect.objectContaining({ code: 'ERR_SESSION_CLOSED' }))
    expect(heard).toEqual([])
  })

  it('rejects who waits for a token', async () => {
    const { sdk } = await least(profiles.web)
    const waiting = sdk.tokenSession.refreshNow()
    await sdk.close()
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' })
  })
})
