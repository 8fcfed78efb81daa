import { exactSpan } from '../../words/exact-span.ts'
import type { Relived, Told } from './relive.ts'
import type { Script } from './script.ts'

/** A script that was played, for people: what was told, when since the opening, and what was decided. */
export function historyLines({ policy, input, retry }: Script, { told, broken }: Relived): string[] {
  const { token, atMs, overlap = 'allow' } = input
  const lifeMs = token.expiresAtMs - atMs
  const opened =
    lifeMs <= 0 ? 'with a dead token, or none' : `with a token that lives for ${exactSpan(lifeMs)}`
  const rows: (readonly [when: string, what: string, outcome: string])[] = [
    [exactSpan(0), `opened ${opened}`, `policy ${policy}, overlap ${overlap}, retry ${retry}`],
    ...told.map((line) => [exactSpan(line.atMs), whatOf(line), outcomeOf(line)] as const),
  ]
  const last = rows.at(-1)
  if (broken && last && told.length > 0) rows[rows.length - 1] = [last[0], last[1], `${last[2]}  <- here`]
  const whenWidth = Math.max(...rows.map(([when]) => when.length))
  const whatWidth = Math.min(60, Math.max(...rows.map(([, what]) => what.length)))
  return rows.map(([when, what, outcome]) =>
    `${when.padStart(whenWidth)}  ${what.padEnd(whatWidth)}  ${outcome}`.trimEnd(),
  )
}

function whatOf({ event }: Told): string {
  if (typeof event === 'string') return event
  const { type, atMs, ...rest } = event
  const words = Object.entries(rest).map(([name, value]) => `${name} ${wordOf(name, value, atMs)}`)
  return [type, ...words].join(', ')
}

/** Times are told from the event on: they say more so. */
function wordOf(name: string, value: unknown, atMs: number): string {
  if (name === 'token') {
    const { issuedAtMs, expiresAtMs, jitterMs } = value as {
      issuedAtMs: number
      expiresAtMs: number
      jitterMs?: number
    }
    const age = atMs > issuedAtMs ? `, ${exactSpan(atMs - issuedAtMs)} old` : ''
    const jitter = jitterMs ? `, jitter ${exactSpan(jitterMs)}` : ''
    return `of ${exactSpan(expiresAtMs - issuedAtMs)}${age}${jitter}`
  }
  if (name.endsWith('Ms') && typeof value === 'number')
    return value < atMs ? `${exactSpan(atMs - value)} ago` : `in ${exactSpan(value - atMs)}`
  return typeof value === 'object' ? JSON.stringify(value).replaceAll('"', '') : String(value)
}

function outcomeOf({ facts, state }: Told): string {
  const words = facts.map(({ type, ...fact }) => {
    const { attempt, stage } = fact as { attempt?: number; stage?: string }
    return [type, attempt, stage].filter((word) => word !== undefined).join(' ')
  })
  return `${words.length > 0 ? `${words.join(', ')} ` : ''}${state ? `-> ${state}` : ''}`
}
