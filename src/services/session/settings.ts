import { HalflifeError } from '../../errors.ts'
import { systemClock } from '../clock/clock.ts'
import { show } from '../refresh/lifetime.ts'
import type { SessionOptions } from './options.ts'

/** What each option must be, in words that are checked as they stand: `fits` reads them. */
const rules: { readonly [Name in keyof SessionOptions]-?: string } = {
  token: 'anything', // judged by who reads it
  refresh: 'a function',
  policy: 'stay or kick',
  profile: 'an object',
  retry: 'backoff or points-only',
  overlap: 'allow or join',
  refreshTimeoutMs: 'from 1 to 1e15',
  jitter: 'from 0 to 0.2',
  random: 'a function',
  clock: 'an object with now, setTimeout, clearTimeout',
  journal: 'an object with append, read',
  stream: 'a string',
  onConflict: 'keep or close',
  inspect: 'anything', // judged by XState
}

function fits(value: unknown, rule: string): boolean {
  const methods = / with (.+)/.exec(rule)?.[1]
  const has = (name: string) => typeof (value as Record<string, unknown> | null)?.[name] === 'function'
  if (methods) return methods.split(', ').every(has)
  const [, low, high] = /from (.+) to (.+)/.exec(rule) ?? []
  if (low) return typeof value === 'number' && value >= Number(low) && value <= Number(high)
  return rule.split(' or ').includes(value as string) || (rule.endsWith(` ${typeof value}`) && Boolean(value))
}

const defaults = {
  retry: 'backoff',
  refreshTimeoutMs: 30_000,
  jitter: 0,
  random: Math.random,
  clock: systemClock,
} as const

/** The options, checked once, with every default in its place. */
export type Settings = SessionOptions & { readonly policy: 'stay' | 'kick' } & {
  readonly [Name in keyof typeof defaults]: NonNullable<SessionOptions[Name]>
}

/** @throws HalflifeError `ERR_OPTION`, naming the option and what it may be */
export function settle(options: SessionOptions): Settings {
  const { policy: ownPolicy = options?.profile?.policy, refresh: callback = null } = options ?? {}
  const given = Object.entries({ ...options, policy: ownPolicy, refresh: callback })
  const settings = { policy: 'stay', ...defaults } as Settings & Record<string, unknown>
  for (const [name, value] of given) {
    if (value === undefined) continue
    const rule = Object.hasOwn(rules, name) && rules[name as keyof SessionOptions]
    if (!rule) throw wrong(`${show(name)} is no option; there are ${Object.keys(rules).join(', ')}`)
    if (rule !== 'anything' && !fits(value, rule)) throw wrong(`${name} must be ${rule}`)
    Object.assign(settings, { [name]: value })
  }
  const { profile, policy, journal, stream } = settings
  if (profile && profile.policy !== policy)
    throw wrong('profile must be one of profiles, and agree with policy')
  if (!journal !== !stream) throw wrong('journal and stream must be given together')
  refuseLostPoints(settings)
  return settings
}

/** A point that joins an attempt is lost with it, if that fails and nobody tries again. */
export function refuseLostPoints({ overlap, retry }: Pick<SessionOptions, 'overlap' | 'retry'>): void {
  if (overlap === 'join' && retry !== 'backoff') throw wrong('overlap join must go with retry backoff')
}

export const wrong = (what: string) => new HalflifeError('ERR_OPTION', `${what}.`)
