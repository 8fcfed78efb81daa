import { kick, profiles, stay } from 'halflife'
import { describe, expect, it } from 'vitest'
import { opaque, open, told, types } from './setting.ts'

describe('a participant who stays', () => {
  it('stays in the conference with an expired token, and asks on', async () => {
    const { clock, session, calls, call, heard } = open({ policy: stay })
    session.joinedConference()
    clock.advance(60_000)
    expect([session.state, told(calls).at(-1)]).toEqual(['expired', [3, 'expiry', true]])
    expect(types(heard)).not.toContain('participant.kicked')
    await call(3).answer(opaque('token-1'))
    expect([session.state, session.token()]).toEqual(['valid', 'token-1'])
  })

  it('is not kicked by an ejection either: the token lives on', () => {
    const { session, heard } = open()
    session.joinedConference()
    session.ejectedFromConference()
    expect([heard, session.token()]).toEqual([[], 'token-0'])
  })
})

describe('a participant who is kicked', () => {
  it('is out at the end of the token, once, with no call at or after it', async () => {
    const { clock, session, calls, heard } = open({ policy: kick })
    session.joinedConference()
    clock.advance(60_000)
    expect(session.state).toBe('kicked')
    expect(types(heard).slice(-2)).toEqual(['token.expired', 'participant.kicked'])
    await clock.advanceAsync(1_000_000)
    expect(calls.length).toBe(2)
    expect(types(heard).filter((type) => type === 'participant.kicked').length).toBe(1)
  })

  it('is out at the end though an answer comes at that very millisecond: the end goes first', async () => {
    const { clock, session, call } = open({ policy: kick })
    session.joinedConference()
    clock.advance(45_000)
    clock.setForward(15_000)
    await call(2).answer(opaque('token-1'))
    expect(session.state).toBe('kicked')
  })

  it('is saved by an answer one millisecond before the end', async () => {
    const { clock, session, call } = open({ policy: kick })
    session.joinedConference()
    clock.advance(59_999)
    await call(2).answer(opaque('token-1'))
    clock.advance(1)
    expect([session.state, session.token()]).toEqual(['valid', 'token-1'])
  })

  it('outside a conference is not kicked: one more attempt is made, and joining meanwhile is allowed', async () => {
    const { clock, session, calls, call } = open({ policy: kick })
    clock.advance(60_000)
    expect([session.state, told(calls).at(-1)]).toEqual(['expired', [3, 'expiry', true]])
    session.joinedConference()
    expect(session.state).toBe('expired')
    await call(3).answer(opaque('token-1'))
    expect(session.state).toBe('valid')
  })

  it('is out when the last hope fails in a conference, and when joining without any', async () => {
    const { clock, session, call } = open({ policy: kick })
    clock.advance(60_000)
    session.joinedConference()
    await call(3).fail()
    expect(session.state).toBe('kicked')

    const other = open({ policy: kick })
    other.clock.advance(60_000)
    await other.call(3).fail()
    expect(other.session.state).toBe('expired')
    other.session.joinedConference()
    expect(other.session.state).toBe('kicked')
  })

  it('who has left the conference in time is not kicked', () => {
    const { clock, session } = open({ policy: kick })
    session.joinedConference()
    clock.advance(59_999)
    session.leftConference()
    clock.advance(1)
    expect(session.state).toBe('expired')
  })

  it('is out when the platform says so, in mid-life', () => {
    const { session, heard } = open({ policy: kick })
    session.joinedConference()
    session.ejectedFromConference()
    expect([session.state, types(heard)]).toEqual(['kicked', ['participant.kicked']])
  })
})

describe('a profile', () => {
  it('is one of the seven SDKs, and has its policy', () => {
    const policies = Object.fromEntries(Object.entries(profiles).map(([name, { policy }]) => [name, policy]))
    expect(policies).toEqual({
      web: 'stay',
      ios: 'stay',
      android: 'stay',
      'react-native': 'stay',
      flutter: 'stay',
      cpp: 'kick',
      dotnet: 'kick',
    })
  })

  it.each(Object.values(profiles))('lends its policy to the session: %o', (profile) => {
    const { clock, session } = open({ profile, policy: undefined })
    session.joinedConference()
    clock.advance(60_000)
    expect(session.state).toBe(profile.policy === 'kick' ? 'kicked' : 'expired')
  })
})
