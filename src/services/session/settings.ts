import { HalflifeError } from '../../errors.ts'
import { systemClock } from '../clock/clock.ts'
import type { SessionOptions } from './options.ts'

/** What an option must be: one of these words, a number from here to there, or of this type. */
type Rule = readonly string[] | readonly [number, number] | 'function' | 'object' | 'string' | undefined

const policies = ['stay', 'kick'] as const
const rules: { readonly [Name in keyof SessionOptions]-?: Rule } = {
  token: undefined, // judged by who reads it
  refresh: 'function',
  policy: policies,
  profile: 'object',
  retry: ['backoff', 'points-only'],
  overlap: ['allow', 'join'],
  refreshTimeoutMs: [1, Number.MAX_SAFE_INTEGER],
  jitter: [0, 0.2],
  random: 'function',
  clock: 'object',
  journal: 'object',
  stream: 'string',
  onConflict: ['keep', 'close'],
  inspect: undefined, // judged by XState
}

/** The options, checked once, with every default in its place. */
export type Settings = ReturnType<typeof settle>

/** @throws HalflifeError `ERR_OPTION`, naming the option and what it may be */
export function settle(options: SessionOptions) {
  for (const [name, value] of Object.entries({ ...options, refresh: options?.refresh ?? null })) {
    if (!Object.hasOwn(rules, name))
      throw wrong(`${name} is no option; there are ${Object.keys(rules).join(', ')}`)
    if (value !== undefined) check(name, value, rules[name as keyof SessionOptions])
  }
  const { refresh, profile, journal, stream } = options
  const settings = {
    ...options,
    refresh,
    policy: options.policy ?? profile?.policy ?? 'stay',
    retry: options.retry ?? 'backoff',
    refreshTimeoutMs: options.refreshTimeoutMs ?? 30_000,
    jitter: options.jitter ?? 0,
    random: options.random ?? Math.random,
    clock: options.clock ?? systemClock,
  }
  if (profile && !policies.includes(profile.policy)) throw wrong('profile must be one of profiles')
  if (profile && profile.policy !== settings.policy)
    throw wrong(`policy must be that of the profile, ${profile.policy}`)
  if (!journal !== !stream) throw wrong('journal and stream must be given together')
  refuseLostPoints(settings.overlap, settings.retry)
  return settings
}

/** A point that joins an attempt is lost with it, if that fails and nobody tries again. */
export function refuseLostPoints(overlap: SessionOptions['overlap'], retry: SessionOptions['retry']): void {
  if (overlap === 'join' && retry === 'points-only')
    throw wrong("overlap 'join' must go with retry 'backoff'")
}

function check(name: string, value: unknown, rule: Rule): void {
  if (rule === undefined) return
  if (typeof rule === 'string') {
    if (typeof value !== rule || !value) throw wrong(`${name} must be a ${rule}`)
    return
  }
  const [low, high] = rule
  if (typeof low === 'number') {
    const isWithin = typeof value === 'number' && value >= low && value <= (high as number)
    if (!isWithin) throw wrong(`${name} must be a number from ${low} to ${high}`)
  } else if (!(rule as readonly unknown[]).includes(value))
    throw wrong(`${name} must be ${rule.join(' or ')}`)
}

export const wrong = (what: string) => new HalflifeError('ERR_OPTION', `${what}.`)
