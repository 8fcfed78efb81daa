import type { Relived, Told } from './relive.ts'
import type { Script } from './script.ts'

/** A script that was played, for people: what was told, when since the opening, and what was decided. */
export function historyLines({ policy, input, retry }: Script, { told, broken }: Relived): string[] {
  const { token, atMs, overlap = 'allow' } = input
  const lifeMs = token.expiresAtMs - atMs
  const opened = lifeMs <= 0 ? 'with a dead token, or none' : `with a token that lives for ${exact(lifeMs)}`
  const rows: (readonly [when: string, what: string, outcome: string])[] = [
    [exact(0), `opened ${opened}`, `policy ${policy}, overlap ${overlap}, retry ${retry}`],
    ...told.map((line) => [exact(line.atMs), whatOf(line), outcomeOf(line)] as const),
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
    const age = atMs > issuedAtMs ? `, ${exact(atMs - issuedAtMs)} old` : ''
    const jitter = jitterMs ? `, jitter ${exact(jitterMs)}` : ''
    return `of ${exact(expiresAtMs - issuedAtMs)}${age}${jitter}`
  }
  if (name.endsWith('Ms') && typeof value === 'number') return `in ${exact(value - atMs)}`
  return typeof value === 'object' ? JSON.stringify(value).replaceAll('"', '') : String(value)
}

function outcomeOf({ facts, state }: Told): string {
  const words = facts.map(({ type, ...fact }) => {
    const { attempt, stage } = fact as { attempt?: number; stage?: string }
    return [type, attempt, stage].filter((word) => word !== undefined).join(' ')
  })
  return `${words.length > 0 ? `${words.join(', ')} ` : ''}${state ? `-> ${state}` : ''}`
}

/** `1 h 30 min 0.5 s`, exactly. */
function exact(ms: number): string {
  if (ms < 0) return `-${exact(-ms)}`
  const parts: string[] = []
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ] as const
  let left = ms
  for (const [unit, unitMs] of units) {
    const count = Math.floor(left / unitMs)
    if (count > 0) parts.push(`${count} ${unit}`)
    left -= count * unitMs
  }
  if (left > 0 || parts.length === 0) parts.push(`${left / 1000} s`)
  return parts.join(' ')
}
