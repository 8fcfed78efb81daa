import { openSession, type Policy, type Session } from '../../../src/index.ts'
import type { OpenUnderTest, SessionSetting, SessionUnderTest } from '../../../src/testing/index.ts'

/** A session but for some of its methods. */
const but = (session: Session, wrong: Partial<SessionUnderTest>): SessionUnderTest => ({
  token: () => session.token(),
  freshToken: () => session.freshToken(),
  refreshNow: () => session.refreshNow(),
  reportRejected: (token) => session.reportRejected(token),
  supplyToken: (token) => session.supplyToken(token),
  joinedConference: () => session.joinedConference(),
  leftConference: () => session.leftConference(),
  ejectedFromConference: () => session.ejectedFromConference(),
  on: (type, listener) => session.on(type, listener),
  close: () => session.close(),
  get state() {
    return session.state
  },
  ...wrong,
})

const opening =
  (make: (session: Session, setting: SessionSetting) => Partial<SessionUnderTest>): OpenUnderTest =>
  (setting) => {
    const session = openSession(setting)
    return but(session, make(session, setting))
  }

/** Wrappers with a mistake that people make, and what is said of it. */
export const wrongSessions: readonly {
  readonly what: string
  readonly open: OpenUnderTest
  readonly finds: RegExp
  readonly policy?: Policy
}[] = [
  {
    what: 'it keeps a rejection to itself',
    open: opening(() => ({ reportRejected: () => {} })),
    finds: /^the state is valid, and should be expired, after$/,
  },
  {
    what: 'it gives out a token that has ended',
    open: opening((session) => {
      let last: string | undefined
      return {
        token() {
          try {
            last = session.token()
          } catch {
            if (session.state === 'kicked') throw new Error('over')
          }
          return last
        },
      }
    }),
    finds: /^the usable token is token \d+, and should be no token, after$/,
  },
  {
    what: 'it asks twice',
    open: (setting) =>
      openSession({
        ...setting,
        refresh: (...told) => {
          void Promise.resolve(setting.refresh(...told)).catch(() => {})
          return setting.refresh(...told)
        },
      }),
    finds: /^the number of calls is 2, and should be 1, after$/,
  },
  {
    what: 'it has a timer of its own',
    open: opening((_, { clock }) => {
      clock.setTimeout(() => {}, 2 ** 31 - 1)
      return {}
    }),
    finds: /^the number of timers is [12], and should be [01], after$/,
  },
  {
    what: 'it leaves callers waiting',
    open: opening((session) => ({
      refreshNow: () => {
        void session.refreshNow()
        return new Promise(() => {})
      },
    })),
    finds: /^what awaited call \d+ came to is pending, and should be (token \d+|ERR_\w+), after$/,
  },
  {
    what: 'it forgets who left',
    policy: 'kick',
    open: opening(() => ({ leftConference: () => {} })),
    finds: /^(the state is kicked, and should be expired|fact \d+ .* participant.kicked .*), after$/,
  },
  {
    what: 'it tells the callback that no token is ever expired',
    open: (setting) => openSession({ ...setting, refresh: (_, context) => setting.refresh(false, context) }),
    finds: /^call \d+ was told isExpired false, and should be told true, after$/,
  },
  {
    what: 'it takes a minute longer than it should to give up',
    open: (setting) => openSession({ ...setting, refreshTimeoutMs: setting.refreshTimeoutMs + 60_000 }),
    finds: /, after$/,
  },
]
