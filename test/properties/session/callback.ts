import type { AttemptContext, GivenToken, RefreshCallback } from '../../../src/index.ts'
import type { TestClock } from '../../../src/testing/index.ts'
import type { Answer, Behaviour } from './script.ts'
import { thrown, uselessAnswers } from './useless.ts'

/** One call of the callback, as the callback saw it. */
export interface Call {
  readonly isExpired: boolean
  readonly attempt: number
  readonly stage: AttemptContext['stage']
  readonly signal: AbortSignal
  /** When, on the monotonic clock, ms. */
  readonly elapsedMs: number
}

interface Setting {
  readonly clock: TestClock
  readonly behaviours: readonly [Behaviour, ...Behaviour[]]
  readonly isHealed: () => boolean
  readonly tokenFor: (answer: Extract<Answer, { give: `token${string}` }>) => GivenToken | undefined
  readonly reenter: (reentry: Behaviour['reentry']) => void
  readonly onCall: (call: Call) => void
}

const patience = 100

/** A callback that misbehaves by its script, one behaviour a call. After a hundred calls it never answers again. */
export function misbehaving({
  clock,
  behaviours,
  isHealed,
  tokenFor,
  reenter,
  onCall,
}: Setting): RefreshCallback {
  let calls = 0
  return (isExpired, { attempt, stage, signal }) => {
    if (isHealed()) {
      onCall({ isExpired, attempt, stage, signal, elapsedMs: clock.elapsedMs })
      return tokenFor({ give: 'token', recipe: { form: 'opaque', ttlMs: 600_000 } }) as GivenToken
    }
    // An issuer of tokens of a few milliseconds is obeyed: for the sake of the tests, not for ever.
    if (calls >= patience) return new Promise(() => {})
    const behaviour = behaviours[calls++ % behaviours.length] ?? behaviours[0]
    onCall({ isExpired, attempt, stage, signal, elapsedMs: clock.elapsedMs })
    reenter(behaviour.reentry)
    const give = (): unknown => {
      const { answer } = behaviour
      if (answer.give === 'error') throw thrown[answer.index % thrown.length]?.()
      if (answer.give === 'useless') return uselessAnswers[answer.index % uselessAnswers.length]?.value
      return tokenFor(answer)
    }
    // What it gives is whatever the script says; that it breaks the callback's type is the point.
    return answerIn(behaviour, give, clock, signal) as GivenToken
  }
}

function answerIn(
  { manner, latencyMs, obeys }: Behaviour,
  give: () => unknown,
  clock: TestClock,
  signal: AbortSignal,
): unknown {
  const later = (run: () => void): void => void clock.setTimeout(run, latencyMs)
  const promised = (then: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void) =>
    new Promise<unknown>((resolve, reject) => {
      if (obeys) signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      then(resolve, reject)
    })
  const settle = (resolve: (value: unknown) => void, reject: (reason: unknown) => void): void => {
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
      return { then: (resolve: () => void, reject: () => void) => later(() => settle(resolve, reject)) }
    case 'thenable-that-calls-twice':
      return {
        then(resolve: () => void, reject: () => void) {
          settle(resolve, reject)
          settle(resolve, reject)
          later(() => settle(resolve, reject))
        },
      }
    case 'thenable-that-throws-after':
      return {
        then(resolve: () => void, reject: () => void) {
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
