import { createConferenceClient } from 'halflife/platform'
import { describe, expect, it } from 'vitest'
import { answerOf, bearerFetch, call, participant, postForm, stage, tokenFor } from './stage.ts'

describe('a session', () => {
  it('is opened for whom the token is for', async () => {
    const { platform } = await stage()
    const response = await call(platform, await tokenFor(platform, 'alice'), 'POST', '/v2/sessions', {
      name: 'Alice',
    })
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({
      sessionId: expect.any(String),
      externalId: 'alice',
      name: 'Alice',
    })
  })

  it('is named after its externalId if nobody names it', async () => {
    const { platform } = await stage()
    const { session } = await participant(platform, 'alice')
    expect(session.name).toBe('alice')
  })

  it('is the same one when it is opened again', async () => {
    const { platform } = await stage()
    const { client, session } = await participant(platform, 'alice')
    expect((await client.openSession()).sessionId).toBe(session.sessionId)
  })

  it('is opened for whom the request names, with a token that is for nobody in particular', async () => {
    const { platform } = await stage()
    const token = await tokenFor(platform)
    const response = await call(platform, token, 'POST', '/v2/sessions', { externalId: 'alice' })
    expect(await response.json()).toMatchObject({ externalId: 'alice' })
  })

  it('is refused to nobody', async () => {
    const { platform } = await stage()
    const response = await call(platform, await tokenFor(platform), 'POST', '/v2/sessions', {})
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error_reason: 'User invalid' })
  })

  it('is refused to a token that is for someone else', async () => {
    const { platform } = await stage()
    const token = await tokenFor(platform, 'bob')
    const response = await call(platform, token, 'POST', '/v2/sessions', { externalId: 'alice' })
    expect(response.status).toBe(403)
  })

  it.each([{ externalId: 7 }, { externalId: 'é'.repeat(513) }, { name: '' }, { name: 'x'.repeat(257) }, []])(
    'is refused for a bad request: %j',
    async (body) => {
      const { platform } = await stage()
      const response = await call(platform, await tokenFor(platform), 'POST', '/v2/sessions', body)
      expect(response.status).toBe(400)
    },
  )

  it('takes its participant out of every conference when it is closed, and is gone', async () => {
    const { platform } = await stage()
    const { client, session } = await participant(platform, 'alice')
    for (const alias of ['one', 'two'])
      await session.join((await client.createConference({ alias })).conferenceId)
    await session.close()
    expect(platform.conferences.map(({ participants }) => participants)).toEqual([[], []])
    await expect(session.close()).rejects.toMatchObject({ status: 404 })
  })
})

describe('a conference', () => {
  it('is created by who has the scope for it', async () => {
    const { platform } = await stage()
    for (const sessionScope of ['conf:create', '*', 'file:convert conf:create']) {
      const token = await tokenFor(platform, 'alice', { sessionScope })
      expect((await call(platform, token, 'POST', '/v2/conferences', {})).status).toBe(201)
    }
  })

  it('is refused to who has not', async () => {
    const { platform } = await stage()
    const token = await tokenFor(platform, 'alice', { sessionScope: 'notifications:set' })
    const response = await call(platform, token, 'POST', '/v2/conferences', {})
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="conf:create"',
    )
    expect(await response.json()).toMatchObject({ type: 'ErrorResponse', error_reason: 'Insufficient_scope' })
    expect(platform.conferences).toEqual([])
  })

  it('is the one that has the alias already', async () => {
    const { platform } = await stage()
    const { client } = await participant(platform, 'alice')
    const one = await client.createConference({ alias: 'standup' })
    expect(await client.createConference({ alias: 'standup' })).toEqual(one)
    expect(await client.createConference()).toEqual({ conferenceId: expect.any(String), alias: null })
    expect(platform.conferences).toHaveLength(2)
  })

  it('shows who is in it, to participants and from inside', async () => {
    const { platform } = await stage()
    const [alice, bob] = [await participant(platform, 'alice'), await participant(platform, 'bob')]
    const { conferenceId } = await alice.client.createConference({ alias: 'standup' })
    await alice.session.join(conferenceId)
    expect(await bob.session.join(conferenceId, { policy: 'kick' })).toMatchObject({ externalId: 'bob' })
    const participants = [
      {
        sessionId: alice.session.sessionId,
        externalId: 'alice',
        name: 'alice',
        policy: 'stay',
        isTokenExpired: false,
      },
      {
        sessionId: bob.session.sessionId,
        externalId: 'bob',
        name: 'bob',
        policy: 'kick',
        isTokenExpired: false,
      },
    ]
    expect(await bob.client.participants(conferenceId)).toEqual(participants)
    expect(platform.conferences).toEqual([{ conferenceId, alias: 'standup', participants }])
  })

  it('is left by who leaves, and cannot be left twice', async () => {
    const { platform } = await stage()
    const { client, session } = await participant(platform, 'alice')
    const { conferenceId } = await client.createConference()
    await session.join(conferenceId)
    await session.leave(conferenceId)
    expect(await client.participants(conferenceId)).toEqual([])
    await expect(session.leave(conferenceId)).rejects.toMatchObject({ status: 404, errorReason: 'Not_found' })
  })

  it('has a participant once, under the policy it joined with last', async () => {
    const { platform } = await stage()
    const { client, session } = await participant(platform, 'alice')
    const { conferenceId } = await client.createConference()
    await session.join(conferenceId, { policy: 'stay' })
    await session.join(conferenceId, { policy: 'kick' })
    expect(await client.participants(conferenceId)).toMatchObject([{ policy: 'kick' }])
  })

  it('refuses a policy that there is not', async () => {
    const { platform } = await stage()
    const { bearer, client, session } = await participant(platform, 'alice')
    const { conferenceId } = await client.createConference()
    const path = `/v2/conferences/${conferenceId}/participants/${session.sessionId}`
    expect((await call(platform, bearer.token, 'PUT', path, { policy: 'hover' })).status).toBe(400)
  })

  it('is not joined, left or listened to for someone else', async () => {
    const { platform } = await stage()
    const [alice, bob] = [await participant(platform, 'alice'), await participant(platform, 'bob')]
    const { conferenceId } = await alice.client.createConference()
    await alice.session.join(conferenceId)
    const path = `/v2/conferences/${conferenceId}/participants/${alice.session.sessionId}`
    for (const [method, at] of [
      ['PUT', path],
      ['DELETE', path],
      ['GET', `${path}/events`],
    ] as const) {
      expect((await call(platform, bob.bearer.token, method, at)).status).toBe(403)
    }
    expect(
      (await call(platform, bob.bearer.token, 'DELETE', `/v2/sessions/${alice.session.sessionId}`)).status,
    ).toBe(403)
  })

  it('that does not exist is not found; nor is a session, nor an endpoint', async () => {
    const { platform } = await stage()
    const { bearer, client, session } = await participant(platform, 'alice')
    await expect(client.participants('nowhere')).rejects.toMatchObject({ code: 'ERR_PLATFORM', status: 404 })
    await expect(session.join('nowhere')).rejects.toMatchObject({ status: 404 })
    const { conferenceId } = await client.createConference()
    const path = `/v2/conferences/${conferenceId}/participants/nobody`
    expect((await call(platform, bearer.token, 'PUT', path)).status).toBe(404)
    expect((await call(platform, bearer.token, 'GET', '/v3/anything')).status).toBe(404)
    expect((await call(platform, bearer.token, 'PATCH', '/v2/sessions')).status).toBe(404)
  })

  it('takes a token of the deprecated endpoint', async () => {
    const { platform } = await stage()
    const form = { grant_type: 'client_credentials' }
    const { access_token } = await answerOf(postForm(platform, '/v1/oauth2/token', form))
    const client = createConferenceClient({ url: platform.url, fetch: bearerFetch(access_token).fetch })
    const session = await client.openSession({ externalId: 'alice' })
    const { conferenceId } = await client.createConference()
    expect(await session.join(conferenceId)).toMatchObject({ externalId: 'alice', policy: 'stay' })
  })
})
