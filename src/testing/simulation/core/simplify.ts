import type { TokenPlan } from '../../plans/plan.ts'
import type { Happening, Script, ScriptLine } from './script.ts'

/**
 * Makes what is left of a script simpler to read: rounder times, tokens like any other, nothing that need not be said.
 *
 * @param fails whether a script still fails
 */
export function simplify(script: Script, fails: (script: Script) => boolean): Script {
  let simplest = script
  const attempt = (simpler: Script): void => {
    if (JSON.stringify(simpler) !== JSON.stringify(simplest) && fails(simpler)) simplest = simpler
  }
  for (const opening of simplerOpenings(script)) attempt({ ...simplest, ...opening })
  // A simpler line may make room for another: until nothing changes any more, and no longer than that.
  for (let rounds = 0, before: Script | undefined; before !== simplest && rounds < 5; rounds++) {
    before = simplest
    for (let i = 0; i < simplest.lines.length; i++) {
      for (const laterMs of rounderTimes(simplest.lines, i, script.ttlMs))
        attempt(sooner(simplest, i, laterMs))
      for (const simpler of simplerLines(simplest.lines, i, script.ttlMs))
        attempt({ ...simplest, lines: simplest.lines.map((line, j) => (j === i ? simpler : line)) })
    }
  }
  return simplest
}

/** Opened at 0, with a token that is new; without a word on overlaps. */
function* simplerOpenings({ policy, input, ttlMs }: Script): Generator<Pick<Script, 'policy' | 'input'>> {
  const { token, atMs } = input
  const shifted = {
    ...input,
    atMs: 0,
    token: { ...token, issuedAtMs: token.issuedAtMs - atMs, expiresAtMs: token.expiresAtMs - atMs },
  }
  yield { policy, input: shifted }
  yield { policy, input: { token: { issuedAtMs: 0, expiresAtMs: ttlMs }, atMs: 0, overlap: 'allow' } }
  yield { policy, input: { token: { issuedAtMs: 0, expiresAtMs: ttlMs }, atMs: 0 } }
  yield { policy: 'stay', input: { token: { issuedAtMs: 0, expiresAtMs: ttlMs }, atMs: 0 } }
}

function* simplerLines(lines: readonly ScriptLine[], index: number, ttlMs: number): Generator<ScriptLine> {
  const { atMs, what } = lines[index] as ScriptLine
  for (const round of rounderTimes(lines, index, ttlMs)) yield { atMs: round, what }
  for (const simpler of simplerHappenings(what, ttlMs)) yield { atMs, what: simpler }
}

/** Earlier times for a line, the roundest first; never before the line above it. */
function rounderTimes(lines: readonly ScriptLine[], index: number, ttlMs: number): number[] {
  const { atMs } = lines[index] as ScriptLine
  const notBeforeMs = lines[index - 1]?.atMs ?? 0
  const units = [ttlMs, ttlMs / 2, ttlMs / 4, 3_600_000, 60_000, 1000]
  const rounds = [notBeforeMs, ...units.map((unit) => Math.floor(atMs / unit) * unit)]
  return rounds.filter((round) => round >= notBeforeMs && round < atMs)
}

/** One line, and all after it, come sooner by as much. */
function sooner(script: Script, index: number, atMs: number): Script {
  const byMs = (script.lines[index]?.atMs ?? atMs) - atMs
  const lines = script.lines.map((line, i) => (i < index ? line : { ...line, atMs: line.atMs - byMs }))
  return { ...script, lines }
}

/** What a host with a backoff says of the next attempt is never left out: it would be no backoff. */
function* simplerHappenings(what: Happening, ttlMs: number): Generator<Happening> {
  if ('token' in what) for (const token of simplerTokens(what.token, ttlMs)) yield { ...what, token }
  // That of an attempt or a generation closer by needs fewer of them.
  if ('which' in what && 'back' in what.which)
    for (let back = 0; back < what.which.back; back++) yield { ...what, which: { back } }
  if (what.say === 'api.rejected') for (let back = 0; back < what.back; back++) yield { ...what, back }
  if ('quietMs' in what && what.quietMs !== undefined && what.quietMs !== 1000)
    yield { ...what, quietMs: 1000 }
  if ('retryMs' in what && what.retryMs !== undefined && what.retryMs !== 1000)
    yield { ...what, retryMs: 1000 }
  if (what.say === 'refresh.failed' && what.error) {
    const { error: _, ...rest } = what
    yield rest
  }
  if (what.say === 'refresh.failed' && what.reason !== 'threw') yield { ...what, reason: 'threw' }
}

function* simplerTokens({ ttlMs, ageMs, jitterMs }: TokenPlan, usualMs: number): Generator<TokenPlan> {
  yield { ttlMs: usualMs, ageMs: 0 }
  yield { ttlMs: usualMs, ageMs: usualMs }
  if (jitterMs !== undefined) yield { ttlMs, ageMs }
}
