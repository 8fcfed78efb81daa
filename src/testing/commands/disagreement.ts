import type { RefreshRequested, TokenFact } from '../../machines/facts.ts'
import type { Mint } from '../arbitraries/tokens/mint.ts'
import type { WatchedClock } from '../observe/watch-clock.ts'
import { isSameData } from '../traces/same-data.ts'
import type { OpenCall } from './open-call.ts'
import type { Outcome, SessionModel } from './session-model.ts'
import type { SessionUnderTest } from './session-under-test.ts'

/** What is seen of a session. */
interface Seen {
  readonly session: SessionUnderTest
  readonly mint: Mint
  readonly calls: readonly OpenCall[]
  readonly heard: readonly TokenFact[]
  readonly outcomes: readonly Outcome[]
  readonly watched: WatchedClock
  readonly timers: 'one' | 'any'
}

/** How the session and the model disagree, in a sentence; `undefined`: they agree. */
export function disagreement(seen: Seen, model: SessionModel): string | undefined {
  const { session, mint, calls, heard, outcomes, watched, timers } = seen
  const name = (token: string | null | undefined): string => {
    const index = mint.strings.indexOf(token ?? '')
    return token === undefined || token === null
      ? 'no token'
      : index < 0
        ? 'an unknown token'
        : `token ${index + 1}`
  }
  const said = (what: string, is: string, due: string) =>
    is === due ? undefined : `${what} is ${is}, and should be ${due}`
  const inWords = (outcome: Outcome | undefined): string => {
    if (outcome === undefined || outcome === 'pending') return 'pending'
    return 'token' in outcome ? name(outcome.token) : outcome.code
  }
  const differing = outcomes.findIndex((outcome, index) => !isSameOutcome(outcome, model.outcomes[index]))
  return (
    (session.state === undefined ? undefined : said('the state', session.state, model.state.phase)) ??
    said('the usable token', name(tokenOf(session)), name(model.usable)) ??
    said('the number of calls', `${calls.length}`, `${model.calls.length}`) ??
    calls.map((call, index) => wrongCall(call, model.calls[index])).find(Boolean) ??
    (differing < 0
      ? undefined
      : said(
          `what awaited call ${differing + 1} came to`,
          inWords(outcomes[differing]),
          inWords(model.outcomes[differing]),
        )) ??
    (session.on && wrongFact(heard, model.heard)) ??
    (timers === 'any' ? undefined : said('the number of timers', `${watched.armed()}`, `${model.armed}`))
  )
}

function tokenOf(session: SessionUnderTest): string | null | undefined {
  try {
    return session.token()
  } catch {
    return undefined
  }
}

/** What is told beside the first arguments, as a session tells it, is compared where it is told. */
function wrongCall({ number, told }: OpenCall, due: RefreshRequested | undefined): string | undefined {
  const [isExpired, context] = told
  const { stage } = Object(context) as { stage?: unknown }
  if (typeof isExpired === 'boolean' && isExpired !== due?.isExpired)
    return `call ${number} was told isExpired ${isExpired}, and should be told ${due?.isExpired}`
  if (typeof stage === 'string' && stage !== due?.stage)
    return `call ${number} was made for ${stage}, and should be for ${due?.stage}`
  return undefined
}

/** Codes are compared where the session has ours. */
function isSameOutcome(one: Outcome, other: Outcome | undefined): boolean {
  if (typeof one === 'object' && 'code' in one && !one.code.startsWith('ERR_'))
    return typeof other === 'object' && 'code' in other
  return isSameData(one, other)
}

function wrongFact(heard: readonly TokenFact[], due: readonly TokenFact[]): string | undefined {
  for (let at = 0; at < Math.max(heard.length, due.length); at++) {
    if (isSameData(heard[at], due[at])) continue
    return `fact ${at + 1} that was heard is ${factInWords(heard[at])}, and should be ${factInWords(due[at])}`
  }
  return undefined
}

function factInWords(fact: TokenFact | undefined): string {
  if (!fact) return 'none'
  const { type, atMs: _, ...fields } = fact
  return `${type} ${JSON.stringify(fields)}`
}
