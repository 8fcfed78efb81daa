import type { IssuedToken, KeeperSetting, TokenKeeper } from '../../keeper/adapter.ts'
import type { KeeperBug } from '../planted-bug.ts'

/** Keepers of tokens as people write them, each with a mistake that people make. */

const plantKeeper = (
  { name, says, breaks }: Pick<KeeperBug, 'name' | 'says' | 'breaks'>,
  open: (setting: KeeperSetting) => TokenKeeper,
): KeeperBug => ({ kind: 'keeper', name, says, breaks, adapter: { name, time: 'injected', open } })

/** Keeps what it was last given. `ask` fetches another. */
function holder({ token, callback, clock }: KeeperSetting) {
  const held = {
    current: token,
    take: (newer: IssuedToken) => {
      held.current = newer
      return newer.value
    },
    ask: () => callback().then(held.take),
    isOver: () => clock.now() >= held.current.expiresAtMs,
  }
  return held
}

/** Hands out what is held for as long as it lives, and then what `fetch` gives. */
const untilOver = (held: ReturnType<typeof holder>, fetch = held.ask): TokenKeeper => ({
  token: () => (held.isOver() ? fetch() : held.current.value),
})

const oneLongTimer = plantKeeper(
  {
    name: 'one-long-timer',
    says: 'One timer waits for the whole life of the token; one of over 2^31 - 1 ms, 24.8 days, fires at once.',
    breaks: 'long-lives',
  },
  (setting) => {
    const { clock, ttlMs } = setting
    const held = holder(setting)
    clock.setTimeout(() => void held.ask().catch(() => {}), ttlMs * 0.9)
    return { token: () => held.current.value }
  },
)

const fixedInterval = plantKeeper(
  {
    name: 'fixed-interval',
    says: 'A token is fetched at a fixed interval, which the life of the first one has set.',
    breaks: 'adoption-re-arms',
  },
  (setting) => {
    const { clock, ttlMs } = setting
    const held = holder(setting)
    const tick = () => {
      clock.setTimeout(tick, ttlMs * 0.9)
      held.ask().catch(() => {})
    }
    clock.setTimeout(tick, ttlMs * 0.9)
    return { token: () => held.current.value }
  },
)

const lastAnswerWins = plantKeeper(
  {
    name: 'last-answer-wins',
    says: 'Whichever answer comes last is kept, though it be that of the call that was made first.',
    breaks: 'late-results-never-harm',
  },
  (setting) => {
    const { clock, ttlMs } = setting
    const held = holder(setting)
    const isOld = () => clock.now() >= held.current.expiresAtMs - ttlMs / 4
    const fetch = () => held.ask().catch(() => held.current.value)
    return { token: () => (isOld() ? fetch() : held.current.value) }
  },
)

const firstFailureKept = plantKeeper(
  {
    name: 'first-failure-kept',
    says: 'The promise of a new token is kept for all who ask later, and so is its failure.',
    breaks: 'recovers-after-outage',
  },
  (setting) => {
    const held = holder(setting)
    let pending: Promise<string> | undefined
    return untilOver(held, () => {
      pending ??= held.ask()
      return pending
    })
  },
)

const fetchedOnDemand = plantKeeper(
  {
    name: 'fetched-on-demand',
    says: 'A token is replaced when somebody finds it expired, and not before: that caller waits, and an outage is felt at once.',
    breaks: 'refreshes-ahead',
  },
  (setting) => untilOver(holder(setting)),
)

const silenceWaitedFor = plantKeeper(
  {
    name: 'silence-waited-for',
    says: 'A call that is never answered is waited for by everybody who asks, also when the server is back.',
    breaks: 'recovers-after-silence',
  },
  (setting) => {
    const held = holder(setting)
    let pending: Promise<string> | undefined
    return untilOver(held, () => {
      pending ??= held.ask().finally(() => {
        pending = undefined
      })
      return pending
    })
  },
)

export const keeperBugs: readonly KeeperBug[] = [
  oneLongTimer,
  fixedInterval,
  lastAnswerWins,
  firstFailureKept,
  fetchedOnDemand,
  silenceWaitedFor,
]
