import { systemClock } from '../../clock/clock.ts'
import type { SessionOptions } from '../../session/options.ts'
import { settle, wrong } from '../../session/settings.ts'
import type { Diagnostic } from './diagnostic.ts'

/** What of a session's options makes sense where an SDK's own signature gives the token and the callback. */
type OfSession = Pick<
  SessionOptions,
  | 'clock'
  | 'retry'
  | 'overlap'
  | 'refreshTimeoutMs'
  | 'jitter'
  | 'random'
  | 'journal'
  | 'stream'
  | 'onConflict'
  | 'inspect'
>

/** The last, optional argument of every surface. Absent and `undefined` are the same; an unknown one is an error. */
export interface SurfaceOptions extends OfSession {
  /** The platform's address, as `https://api.example.com`: who uses `conference` and `session` needs it. */
  readonly platform?: string | undefined
  /** What sends the requests to the platform. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** Do as the original was seen to do, faults included; for tests against it. Default false: do right. */
  readonly faithful?: boolean | undefined
  /** Hears what the app gets wrong. Default: `console.warn`, once for each kind. */
  readonly onDiagnostic?: ((diagnostic: Diagnostic) => void) | undefined
}

/** A surface's options, checked once. */
export type SurfaceSettings = Omit<SurfaceOptions, keyof OfSession> & {
  /** Those that go on to `openSession` as they are. */
  readonly forSession: OfSession
  readonly faithful: boolean
  readonly clock: NonNullable<OfSession['clock']>
  readonly random: NonNullable<OfSession['random']>
}

const sessionNames = [
  'clock',
  'retry',
  'overlap',
  'refreshTimeoutMs',
  'jitter',
  'random',
  'journal',
  'stream',
  'onConflict',
  'inspect',
] as const satisfies readonly (keyof OfSession)[]

const ownRules = {
  platform: ['an http or https address without a user and password in it', isAddress],
  fetch: ['a function', (value: unknown) => typeof value === 'function'],
  faithful: ['true or false', (value: unknown) => typeof value === 'boolean'],
  onDiagnostic: ['a function', (value: unknown) => typeof value === 'function'],
} as const

/** @throws HalflifeError `ERR_OPTION`, naming the option and what it may be */
export function readSurfaceOptions(options: SurfaceOptions = {}): SurfaceSettings {
  requireObject(options, 'options must be an object')
  const forSession: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    if ((sessionNames as readonly string[]).includes(name)) forSession[name] = value
    else if (!Object.hasOwn(ownRules, name)) {
      const known = [...Object.keys(ownRules), ...sessionNames].join(', ')
      throw wrong(`${name.slice(0, 40)} is no option of an SDK; there are ${known}`)
    }
    const [rule, holds] = Object.hasOwn(ownRules, name) ? ownRules[name as keyof typeof ownRules] : []
    if (rule && !holds(value)) throw wrong(`${name} must be ${rule}`)
  }
  const { clock = systemClock, random = Math.random, faithful = false } = options
  settle({ ...forSession, refresh: () => '' })
  return { ...options, faithful, clock, random, forSession }
}

/** @param rule what is said otherwise @throws HalflifeError `ERR_OPTION` */
export function requireObject<T extends object>(value: T, rule: string): T {
  if (typeof value !== 'object' || value === null) throw wrong(rule)
  return value
}

function isAddress(value: unknown): boolean {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}
