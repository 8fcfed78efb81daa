import type { Clock } from '../../../services/clock/clock.ts'
import type { Behaviour } from './behaviour.ts'

type Resolve = (value: unknown) => void
type Reject = (reason: unknown) => void

/**
 * Answers in the manner of a behaviour.
 *
 * @param give what it has to give, made when it is given; or throws it
 */
export function answerIn(
  { manner, latencyMs, signal: obedience }: Pick<Behaviour, 'manner' | 'latencyMs' | 'signal'>,
  give: () => unknown,
  clock: Clock,
  signal: AbortSignal | undefined,
): unknown {
  const later = (run: () => void): void => void clock.setTimeout(run, latencyMs)
  const promised = (begin: (resolve: Resolve, reject: Reject) => void) =>
    new Promise<unknown>((resolve, reject) => {
      if (obedience === 'obeys')
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      begin(resolve, reject)
    })
  const settle = (resolve: Resolve, reject: Reject): void => {
    try {
      resolve(give())
    } catch (error) {
      reject(error)
    }
  }
  switch (manner) {
    case 'returns':
      return give()
    case 'never':
      return promised(() => {})
    case 'promises':
      return promised((resolve, reject) => later(() => settle(resolve, reject)))
    case 'promise-that-settles-twice':
      return promised((resolve, reject) =>
        later(() => {
          settle(resolve, reject)
          settle(resolve, reject)
          reject(new Error('and a third time'))
        }),
      )
    case 'thenable':
      return { then: (resolve: Resolve, reject: Reject) => later(() => settle(resolve, reject)) }
    case 'thenable-that-calls-twice':
      return {
        then(resolve: Resolve, reject: Reject) {
          settle(resolve, reject)
          settle(resolve, reject)
          later(() => settle(resolve, reject))
        },
      }
    case 'thenable-that-throws-after':
      return {
        then(resolve: Resolve, reject: Reject) {
          settle(resolve, reject)
          throw new Error('thrown after it was settled')
        },
      }
    case 'thenable-whose-then-throws':
      return {
        get then() {
          throw new Error('a getter that throws')
        },
      }
  }
}
