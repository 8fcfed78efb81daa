import { exactSpan } from '../../words/exact-span.ts'
import type { Account, Ask, Call } from '../account.ts'
import type { Manner, Step } from '../scenario.ts'

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

export const pass = (ms: number): Step => ({ do: 'pass', ms })
export const ask = (callers = 1): Step => ({ do: 'ask', callers })
export const askInTurn = (callers: number): Step => ({ do: 'ask', callers, inTurn: true })
export const issuer = (manner: Manner): Step => ({ do: 'issuer', manner })
export const answering = (afterMs = 100): Step => issuer({ how: 'answers', afterMs })
/** Sleep with the timers standing still: nothing but a look at the clock tells that time has passed. */
export const nod = (ms: number): Step => ({ do: 'sleep', ms, timers: 'stood-still' })

/** Of a whole, so many thousandths, ms. */
export const part = (wholeMs: number, permille: number): number => Math.floor((wholeMs * permille) / 1000)

/** What is wrong with what a caller was handed: a token must be one of the issuer's, and not have ended. */
export function wrongToken({ number, atMs, settledAtMs = atMs, handed }: Ask): string | undefined {
  if (!handed) return undefined
  const { token } = handed
  if (!token || token.kind === 'empty' || token.kind === 'malformed')
    return `caller ${number} was given something that is no token`
  if (token.endsAtMs > settledAtMs) return undefined
  const overMs = settledAtMs - token.endsAtMs
  return `caller ${number} was given token ${token.number} ${overMs > 0 ? `${exactSpan(overMs)} after` : 'at'} its end`
}

/** What is wrong if a caller was to be given a token that lives, within a minute. */
export function notServed(asked: Ask): string | undefined {
  if (asked.refused !== undefined) return `caller ${asked.number} was refused: ${asked.refused}`
  if (!asked.handed || settledLate(asked)) return `caller ${asked.number} got no answer within a minute`
  return wrongToken(asked)
}

const settledLate = ({ atMs, settledAtMs }: Ask) => (settledAtMs ?? Infinity) > atMs + minuteMs

/** The first thing that is found wrong. */
export function firstWrong<Item>(
  items: readonly Item[],
  wrong: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = wrong(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** The most calls that began in any window of that length. */
export const mostCallsIn = (calls: readonly Call[], windowMs: number): number =>
  Math.max(
    0,
    ...calls.map(({ atMs }) => calls.filter((one) => one.atMs >= atMs && one.atMs < atMs + windowMs).length),
  )

/** When the first token ends, ms since the history began. */
export const endOf = ({ tokens }: Account): number => tokens[0]?.endsAtMs ?? 0
