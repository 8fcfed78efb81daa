import { openSession, type SessionOptions } from 'halflife'
import type { KeeperPromiseName, KeeperSetting, TokenKeeper, TokenKeeperAdapter } from 'halflife/testing'

// Keepers as people write them, and sessions spoilt on purpose. Each breaks promises that are known.

const wrong = (
  name: string,
  open: (setting: KeeperSetting) => TokenKeeper,
  time: 'injected' | 'global' = 'injected',
): TokenKeeperAdapter => ({ name, time, open })

const lifeMs = ({ expiresInSeconds }: { expiresInSeconds: number }) => expiresInSeconds * 1000

/** The one that everybody writes first. */
export const plainTimer = wrong(
  'a plain setTimeout',
  ({ token, callback }) => {
    let current = token
    let timer: ReturnType<typeof setTimeout>
    const arm = () => {
      timer = setTimeout(async () => {
        current = await callback()
        arm()
      }, lifeMs(current) * 0.9)
    }
    arm()
    return { token: () => current.value, close: () => clearTimeout(timer) }
  },
  'global',
)

const asksEachTime = wrong('one that asks each time', ({ callback }) => ({
  token: async () => (await callback()).value,
  rejected: () => callback(),
}))

const neverAsks = wrong('one that never asks', ({ token }) => ({ token: () => token.value }))

/** Asks when the token is over by the wall clock; `share` says what callers share. */
const byDate = (name: string, share: 'nothing' | 'the call' | 'the first failure') =>
  wrong(
    name,
    ({ token, callback }) => {
      let current = token
      let pending: Promise<string> | undefined
      const ask = async () => {
        current = await callback()
        return current.value
      }
      return {
        token() {
          if (Date.now() < current.expiresAtMs) return current.value
          if (share === 'nothing') return ask()
          pending ??= ask()
          if (share === 'the call')
            pending.then(
              () => {
                pending = undefined
              },
              () => {
                pending = undefined
              },
            )
          return pending
        },
      }
    },
    'global',
  )

const lastWins = byDate('one in which the last answer wins', 'nothing')
const patient = byDate('one that waits for its call', 'the call')
const sulking = byDate('one that fails once and for all', 'the first failure')

const fixedTimes = wrong('one that asks every hour', ({ token, callback, clock, ttlMs }) => {
  let { value } = token
  const tick = () => {
    clock.setTimeout(tick, ttlMs - 1000)
    callback().then(
      (issued) => {
        value = issued.value
      },
      () => {},
    )
  }
  clock.setTimeout(tick, ttlMs - 1000)
  return { token: () => value }
})

const threeTimers = wrong('one with a timer for each point', ({ token, callback, clock, ttlMs }) => {
  for (const part of [0.5, 0.75, 1]) clock.setTimeout(() => void callback().catch(() => {}), ttlMs * part)
  return { token: () => token.value }
})

/** A session, with one thing about it spoilt. */
const spoilt = (
  name: string,
  spoil: (setting: KeeperSetting) => { options?: Partial<SessionOptions>; keeper?: Partial<TokenKeeper> },
) =>
  wrong(`a session ${name}`, (setting) => {
    const { token, callback, clock, random } = setting
    const { options, keeper } = spoil(setting)
    const session = openSession({
      token: token.value,
      refresh: async (isExpired) => (await callback(isExpired)).value,
      clock,
      random,
      ...options,
    })
    return {
      token: () => session.freshToken(),
      rejected: (rejected) => session.reportRejected(rejected),
      close: () => session.close(),
      ...keeper,
    }
  })

const deaf = spoilt('that hears no rejection', () => ({ keeper: { rejected: () => {} } }))
const lying = spoilt('that lies to its callback', ({ callback }) => ({
  options: { refresh: async (isExpired) => (await callback(!isExpired)).value },
}))
const undead = spoilt('that cannot be closed', () => ({ keeper: { close: () => {} } }))
const chatty = spoilt('that logs its token', ({ callback }) => ({
  options: {
    async refresh(isExpired) {
      const { value } = await callback(isExpired)
      console.log(`the new token is ${value}`)
      return value
    },
  },
}))

/** For each promise a keeper that breaks it. */
export const breakers: Record<KeeperPromiseName, TokenKeeperAdapter> = {
  'never-early': asksEachTime,
  'short-lives': asksEachTime,
  'long-lives': plainTimer,
  'refreshes-ahead': neverAsks,
  'retries-ahead': plainTimer,
  'adoption-re-arms': fixedTimes,
  'single-flight': asksEachTime,
  'outage-is-not-a-logout': asksEachTime,
  'no-dead-token': plainTimer,
  'storms-are-bounded': asksEachTime,
  'rejections-are-heard': deaf,
  'stale-rejections-cost-nothing': asksEachTime,
  'rejection-storms-are-bounded': asksEachTime,
  'truthful-is-expired': lying,
  'useless-tokens-are-failures': lastWins,
  'late-results-never-harm': lastWins,
  'callbacks-cannot-hurt': plainTimer,
  'every-attempt-settles': patient,
  'recovers-after-silence': patient,
  'recovers-after-outage': sulking,
  'wake-collapses': threeTimers,
  'sleep-is-just-late': plainTimer,
  'skew-is-survived': patient,
  'time-never-runs-back': patient,
  'herds-are-spread': spoilt('without jitter', () => ({})),
  'one-timer': threeTimers,
  'the-end-is-the-end': undead,
  'no-secret-leaves': chatty,
}
