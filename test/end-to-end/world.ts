import {
  authorizedFetch,
  type Clock,
  createMemoryJournal,
  type Journal,
  openSession,
  type RefreshCallback,
  type Session,
  type SessionEvent,
  type SessionOptions,
  systemClock,
} from 'halflife'
import { createConferenceClient, startAuthServer, startPlatform } from 'halflife/platform'
import { onTestFinished } from 'vitest'
import { TestClock } from '../../src/testing/clock/test-clock.ts'

export const startMs = 1_800_000_000_000
export const minuteMs = 60_000
export const hourMs = 60 * minuteMs

export type World = Awaited<ReturnType<typeof startWorld>>
export type Participant = Awaited<ReturnType<World['participant']>>

/** A clock that shows another time than the one beside it, and runs as fast. */
export const skewed = (clock: TestClock, ms: number): Clock => ({ ...clock, now: () => clock.now() + ms })

/**
 * The platform, a customer's authentication server, and time, which passes only when told to. HTTP is real: time
 * stands still while an answer is under way.
 *
 * @param ttlMs the life of the tokens that the authentication server hands out
 */
export async function startWorld({ ttlMs = minuteMs }: { ttlMs?: number } = {}) {
  const clock = new TestClock(startMs)
  const platform = await startPlatform({ clock })
  onTestFinished(() => platform.close())
  const { url, appKey, appSecret } = platform
  const authServer = await startAuthServer({
    platformUrl: url,
    appKey,
    appSecret,
    expiresIn: ttlMs / 1000,
    clock: { ...systemClock, now: clock.now },
  })
  onTestFinished(() => authServer.close())

  const underWay = new Set<Promise<unknown>>()
  /** Every token that was handed out, for tests that look for them where they should not be. */
  const tokens: string[] = []

  async function askFor(externalId: string, signal?: AbortSignal): Promise<string> {
    const response = await fetch(`${authServer.url}/access-token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ externalId }),
      ...(signal && { signal }),
    })
    const answer = (await response.json()) as { accessToken: string }
    if (!response.ok) throw Object.assign(new Error('The server gave no token.'), { status: response.status })
    tokens.push(answer.accessToken)
    return answer.accessToken
  }

  /** An app's refresh callback. Time waits for its answer. */
  const refreshOf =
    (externalId: string): RefreshCallback =>
    (_, { signal }) => {
      const answer = askFor(externalId, signal)
      const done = answer.catch(() => {}).finally(() => underWay.delete(done))
      underWay.add(done)
      return answer
    }

  /** All that is under way has come to its end, and what follows from it. */
  async function quiet(): Promise<void> {
    do {
      await Promise.all(underWay)
      await clock.settle()
    } while (underWay.size > 0)
  }

  /** Lets time pass in small steps, and what happens on the way happen. */
  async function pass(ms: number, stepMs = Math.min(1_000, ttlMs / 60)): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= stepMs) {
      clock.advance(Math.min(stepMs, leftMs))
      await quiet()
    }
  }

  /** A participant: a session of ours, and the platform's, in the conference of that alias. */
  async function participant(externalId: string, options: Partial<SessionOptions> = {}, alias = 'room') {
    const { policy = 'stay' } = options
    const journal = createMemoryJournal()
    const session = openSession({
      token: await askFor(externalId),
      refresh: refreshOf(externalId),
      random: () => 0.5,
      clock,
      journal,
      stream: externalId,
      ...options,
    })
    onTestFinished(() => session.close().catch(() => {}))
    const heard: SessionEvent[] = []
    session.on('*', (event) => heard.push(event))
    await quiet()
    const api = authorizedFetch(session, { origins: [url] })
    const client = createConferenceClient({ url, fetch: api })
    const inside = await client.openSession({ externalId })
    const { conferenceId } = await client.createConference({ alias })
    await inside.join(conferenceId, { policy })
    session.joinedConference()
    return {
      session,
      heard,
      journal: options.journal ?? (journal as Journal),
      api,
      client,
      inside,
      conferenceId,
      /** Any call of the API: it shows the platform the token in use. */
      callsApi: () => client.participants(conferenceId),
      types: () => heard.map(({ type }) => type),
    }
  }

  return {
    clock,
    platform,
    authServer,
    tokens,
    askFor,
    refreshOf,
    quiet,
    pass,
    participant,
    /** How many tokens the platform was asked for. */
    get tokenRequests() {
      return platform.requests['POST /v2/client-access-token']
    },
    /** Whom the platform has in its conferences, and whose token it sees as expired. */
    present: () =>
      platform.conferences.flatMap(({ participants }) =>
        participants.map(
          ({ externalId, isTokenExpired }) => `${externalId}${isTokenExpired ? ' (expired)' : ''}`,
        ),
      ),
  }
}

/** What the callback was asked for, by the facts: `1 half`. */
export const requested = (heard: readonly SessionEvent[]) =>
  heard.flatMap((event) => (event.type === 'refresh.requested' ? [`${event.attempt} ${event.stage}`] : []))

export const stateOf = (...sessions: readonly Session[]) => sessions.map(({ state }) => state)
