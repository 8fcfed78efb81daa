import type { ParticipantPolicy, Platform } from 'halflife/platform'
import { describe, expect, it } from 'vitest'
import { answerOf, participant, postForm, stage, tokenFor } from './stage.ts'

/** Alice, in a conference, with a token of 10 seconds. */
async function aliceIn(platform: Platform, policy: ParticipantPolicy, { expiresIn = 10 } = {}) {
  const alice = await participant(platform, 'alice', { expiresIn })
  const { conferenceId } = await alice.client.createConference()
  await alice.session.join(conferenceId, { policy })
  return { ...alice, conferenceId }
}

const present = (platform: Platform) => platform.conferences.flatMap(({ participants }) => participants)

describe('when the token of a participant expires', () => {
  it('who may stay stays, is seen as expired, and only its calls are refused', async () => {
    const { clock, platform } = await stage()
    const { client, conferenceId } = await aliceIn(platform, 'stay')
    clock.advance(9_999)
    expect(present(platform)).toMatchObject([{ isTokenExpired: false }])
    clock.advance(1)
    expect(present(platform)).toMatchObject([{ externalId: 'alice', isTokenExpired: true }])
    await expect(client.participants(conferenceId)).rejects.toMatchObject({
      code: 'ERR_PLATFORM',
      status: 401,
      errorCode: 89,
      errorReason: 'Invalid_token',
    })
    clock.advance(86_400_000)
    expect(present(platform)).toHaveLength(1)
  })

  it('who may not is out at that millisecond', async () => {
    const { clock, platform } = await stage()
    await aliceIn(platform, 'kick')
    clock.advance(9_999)
    expect(present(platform)).toHaveLength(1)
    clock.advance(1)
    expect(present(platform)).toEqual([])
  })

  it('it is put through by a timer, without anyone looking', async () => {
    const { clock, platform } = await stage()
    await aliceIn(platform, 'kick')
    expect(clock.armed).toBe(1)
    clock.advance(10_000)
    expect(clock.armed).toBe(0)
  })

  it('it is put through after a whole day too', async () => {
    const { clock, platform } = await stage()
    await aliceIn(platform, 'kick', { expiresIn: 86_400 })
    clock.advance(86_399_999)
    expect(present(platform)).toHaveLength(1)
    clock.advance(1)
    expect(present(platform)).toHaveLength(0)
    expect(Math.max(...clock.delays)).toBeLessThanOrEqual(60_000)
  })

  it('everyone else stays as they are', async () => {
    const { clock, platform } = await stage()
    const { client, conferenceId } = await aliceIn(platform, 'kick')
    const bob = await participant(platform, 'bob', { expiresIn: 11 })
    await bob.session.join(conferenceId, { policy: 'kick' })
    clock.advance(10_000)
    expect(present(platform)).toMatchObject([{ externalId: 'bob', isTokenExpired: false }])
    clock.advance(1_000)
    expect(present(platform)).toEqual([])
    await expect(client.participants(conferenceId)).rejects.toMatchObject({ status: 401 })
  })
})

describe('a call with a newer token', () => {
  it('renews the participant: the old end means nothing any more', async () => {
    const { clock, platform } = await stage()
    const { bearer, client, conferenceId } = await aliceIn(platform, 'kick')
    clock.advance(5_000)
    bearer.token = await tokenFor(platform, 'alice', { expiresIn: 10 })
    await client.participants(conferenceId)
    clock.advance(9_999)
    expect(present(platform)).toHaveLength(1)
    clock.advance(1)
    expect(present(platform)).toHaveLength(0)
  })

  it('shortens the stay too, if that is what the token says', async () => {
    const { clock, platform } = await stage()
    const { bearer, client, conferenceId } = await aliceIn(platform, 'kick')
    bearer.token = await tokenFor(platform, 'alice', { expiresIn: 2 })
    await client.participants(conferenceId)
    clock.advance(2_000)
    expect(present(platform)).toHaveLength(0)
  })

  it('is not undone by a later call with the older one', async () => {
    const { clock, platform } = await stage()
    const { bearer, client, conferenceId } = await aliceIn(platform, 'kick')
    const older = bearer.token
    bearer.token = await tokenFor(platform, 'alice', { expiresIn: 30 })
    await client.participants(conferenceId)
    bearer.token = older
    await client.participants(conferenceId)
    clock.advance(10_000)
    expect(present(platform)).toHaveLength(1)
  })

  it('makes an expired participant that stayed a good one again', async () => {
    const { clock, platform } = await stage()
    const { bearer, client, conferenceId } = await aliceIn(platform, 'stay')
    clock.advance(10_000)
    bearer.token = await tokenFor(platform, 'alice', { expiresIn: 10 })
    expect(await client.participants(conferenceId)).toMatchObject([{ isTokenExpired: false }])
    clock.advance(10_000)
    expect(present(platform)).toMatchObject([{ isTokenExpired: true }])
  })

  it('comes too late for one who is out, even at that very millisecond', async () => {
    const { clock, platform } = await stage()
    const { bearer, client, session, conferenceId } = await aliceIn(platform, 'kick')
    bearer.token = await tokenFor(platform, 'alice', { expiresIn: 30 })
    // The clock is there and the timer is not yet: what is due still comes before the call.
    clock.setForward(10_000)
    expect(await client.participants(conferenceId)).toEqual([])
    await session.join(conferenceId, { policy: 'kick' })
    expect(present(platform)).toHaveLength(1)
  })

  it('of someone else renews nobody', async () => {
    const { clock, platform } = await stage()
    const { conferenceId } = await aliceIn(platform, 'kick')
    const bob = await participant(platform, 'bob', { expiresIn: 60 })
    await bob.client.participants(conferenceId)
    clock.advance(10_000)
    expect(present(platform)).toEqual([])
  })

  it('that is for nobody in particular renews the session that the call names', async () => {
    const { clock, platform } = await stage()
    const { bearer, client, session, conferenceId } = await aliceIn(platform, 'kick')
    const form = { grant_type: 'client_credentials', expires_in: '30' }
    bearer.token = (await answerOf(postForm(platform, '/v1/oauth2/token', form))).access_token
    await client.participants(conferenceId)
    await session.join(conferenceId, { policy: 'kick' })
    clock.advance(29_999)
    expect(present(platform)).toHaveLength(1)
    clock.advance(1)
    expect(present(platform)).toHaveLength(0)
  })

  it.each(['of its own', 'that is for nobody in particular'])(
    'renews by opening the session again with a token %s',
    async (whose) => {
      const { clock, platform } = await stage()
      const { bearer, client } = await aliceIn(platform, 'kick')
      bearer.token = await tokenFor(platform, whose === 'of its own' ? 'alice' : undefined, { expiresIn: 30 })
      await client.openSession({ externalId: 'alice' })
      clock.advance(10_000)
      expect(present(platform)).toHaveLength(1)
    },
  )
})
