import { fromCallback } from 'xstate'
import type { RefreshRequested } from '../../machines/facts.ts'
import { type Clock, systemClock } from '../clock/clock.ts'
import { DeadlineKeeper } from '../clock/deadline-keeper.ts'
import { readAnswer } from '../refresh/read-answer.ts'
import type { RefreshCallback } from '../refresh/refresh-callback.ts'
import { Refresher } from '../refresh/refresher.ts'
import type { Retry } from '../refresh/retry.ts'
import { tell } from './tell.ts'
import { timeOf } from './time-of.ts'
import { machineOfChild } from './token-actor.ts'
import type { TokenVault } from './token-vault.ts'

export interface RefreshActorOptions {
  /** Where the tokens are put that the machine adopts. */
  readonly vault: TokenVault
  readonly clock?: Clock
  /** Default `'backoff'`. */
  readonly retry?: Retry
  /** Default 30 000 ms. */
  readonly refreshTimeoutMs?: number
  /** 0 to 0.2 of a token's life. Default 0. */
  readonly jitter?: number
  readonly random?: () => number
  /** Called once, when fresh tokens look dead: the local clock is ahead, by so much at least. */
  readonly onClockSkewed?: (aheadMs: number) => void
}

/**
 * The `refresh` actor of an embedded machine: calls the callback for each attempt, and delivers what comes of it.
 * The callback is called between the machine's steps, never in one.
 */
export function refreshActor(callback: RefreshCallback, options: RefreshActorOptions) {
  const { vault, clock = systemClock } = options
  const { retry = 'backoff', refreshTimeoutMs = 30_000, jitter = 0, random = Math.random } = options

  return fromCallback<RefreshRequested>(({ self, receive }) => {
    const machine = machineOfChild(self)
    const time = timeOf(machine, clock)
    const context = () => machine.getSnapshot().context
    const inUse = () => vault.token(context().generation)
    let { onClockSkewed } = options
    const refresher = new Refresher(
      { refresh: callback, refreshTimeoutMs, retry, jitter, random, time },
      {
        context,
        inUse,
        skewed(aheadMs) {
          const listener = onClockSkewed
          onClockSkewed = undefined
          listener?.(aheadMs)
        },
        tell(event, value) {
          const next = context().generation + 1
          // It is there before anybody hears of its adoption.
          if (value !== undefined) vault.put(next, value)
          tell(machine, event)
          if (value !== undefined && context().generation !== next) vault.drop(next)
          arm()
        },
      },
    )
    const keeper = new DeadlineKeeper(clock, time, () => refresher.timeOut())
    const arm = () => keeper.set(refresher.nextTimeOutMs)

    const adoptions = machine.on('token.adopted', () => refresher.abort())
    receive((fact) => {
      queueMicrotask(() => {
        const token = readAnswer(inUse(), undefined)
        if (typeof token === 'object') refresher.answerClock.saw(token)
        refresher.request(fact)
        arm()
      })
    })
    return () => {
      adoptions.unsubscribe()
      keeper.set(Infinity)
      refresher.close()
    }
  })
}
