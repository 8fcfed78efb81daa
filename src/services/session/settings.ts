import { HalflifeError } from '../../errors.ts'
import { systemClock } from '../clock/clock.ts'
import { show } from '../refresh/lifetime.ts'
import type { SessionOptions } from './options.ts'

/** What each option must be, in words and in code. */
const rules: {
  readonly [Name in keyof SessionOptions]-?: readonly [what: string, holds: (value: unknown) => boolean]
} = {
  token: [
    'a JWT, { value, expiresInSeconds }, { value, expiresAtMs } or null',
    (value) => isText(value) || isObject(value),
  ],
  refresh: ['a function that gives a new token', isFunction],
  policy: ['stay or kick', oneOf('stay', 'kick')],
  profile: [
    'one of profiles',
    (value) => has(value, 'name') && oneOf('stay', 'kick')((value as { policy: unknown }).policy),
  ],
  retry: ["'backoff' or 'points-only'", oneOf('backoff', 'points-only')],
  overlap: ["'allow' or 'join'", oneOf('allow', 'join')],
  refreshTimeoutMs: [
    'a positive number of milliseconds',
    (value) => Number.isFinite(value) && (value as number) > 0,
  ],
  jitter: ['a number from 0 to 0.2', (value) => typeof value === 'number' && value >= 0 && value <= 0.2],
  random: ['a function that gives numbers from 0 to 1', isFunction],
  clock: ['{ now, setTimeout, clearTimeout }', (value) => has(value, 'now', 'setTimeout', 'clearTimeout')],
  journal: ['a journal', (value) => has(value, 'append', 'read')],
  stream: ['a name', (value) => isText(value) && value !== ''],
  onConflict: ["'keep' or 'close'", oneOf('keep', 'close')],
  inspect: ['what XState takes', (value) => isFunction(value) || isObject(value)],
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}
function has(value: unknown, ...methods: string[]): boolean {
  return isObject(value) && methods.every((name) => (value as Record<string, unknown>)[name] !== undefined)
}
function oneOf(...values: string[]) {
  return (value: unknown) => values.includes(value as string)
}

const wrong = (what: string) => new HalflifeError('ERR_OPTION', what)

/** The options, checked once, with every default in its place. */
export type Settings = ReturnType<typeof settle>

/** @throws HalflifeError `ERR_OPTION`, naming the option and what it may be */
export function settle(options: SessionOptions) {
  if (!isObject(options)) throw wrong('Options are missing: at least refresh is needed.')
  for (const [name, value] of Object.entries(options)) {
    const rule = rules[name as keyof SessionOptions]
    if (!Object.hasOwn(rules, name))
      throw wrong(`There is no option ${show(name)}; there are ${Object.keys(rules).join(', ')}.`)
    if (value === undefined || (name === 'token' && value === null)) continue
    if (!rule[1](value)) throw wrong(`${name} must be ${rule[0]}.`)
  }
  const { token, refresh, profile, policy = profile?.policy ?? 'stay', journal, stream, inspect } = options
  const { retry = 'backoff', overlap, onConflict = 'keep', refreshTimeoutMs = 30_000, jitter = 0 } = options
  const { random = Math.random, clock = systemClock } = options
  if (refresh === undefined) throw wrong('refresh must be a function that gives a new token.')
  if (profile && profile.policy !== policy)
    throw wrong(`policy ${policy} contradicts profile ${profile.name}, which is to ${profile.policy}.`)
  if (overlap === 'join' && retry === 'points-only')
    throw wrong(
      "overlap 'join' needs retry 'backoff': a point that joins a lost attempt would be lost with it.",
    )
  if ((journal === undefined) !== (stream === undefined))
    throw wrong('journal and stream go together: where to record, and under which name.')
  return {
    token,
    refresh,
    policy,
    retry,
    overlap,
    onConflict,
    refreshTimeoutMs,
    jitter,
    random,
    clock,
    journal,
    stream,
    inspect,
  }
}
