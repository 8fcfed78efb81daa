/**
 * What is simulated. `core`: machines that decide, hosted in simulated time. `sessions`: whole sessions, with their
 * clock, callback, journal and restarts.
 */
export type SimulationMode = 'core' | 'sessions'

/** A fault: what it is, and which simulations can inject it. */
export interface FaultCard {
  /** One sentence, for people. */
  readonly says: string
  readonly modes: readonly SimulationMode[]
}

const both: readonly SimulationMode[] = ['core', 'sessions']
const sessions: readonly SimulationMode[] = ['sessions']

/** Every fault that a simulation injects, by name. `none` is the calm between them. */
export const faultCards = {
  none: { says: 'nothing is wrong', modes: both },

  'timers-late': { says: 'timers fire late', modes: both },
  sleep: { says: 'the machine sleeps, 1 s to 30 days', modes: both },
  'clock-set-back': { says: 'the wall clock is set back, 1 ms to 1 year', modes: both },
  'clock-set-forward': { says: 'the wall clock is set forward, 1 ms to 1 year', modes: both },
  frozen: { says: 'the page is frozen: neither timers nor answers come', modes: both },
  throttled: { says: 'timers fire once a minute', modes: both },

  latency: { says: 'the callback takes its time, beyond its time-out too', modes: both },
  'never-answers': { says: 'the callback never settles', modes: both },
  throws: { says: 'the callback throws', modes: both },
  'settles-twice': { says: 'an attempt has a second outcome', modes: both },
  're-enters': { says: 'the callback calls the session that called it', modes: both },
  'same-token': { says: 'the callback gives the token in use again', modes: both },
  'expired-token': { says: 'the callback gives a token that has expired', modes: both },
  'short-token': { says: 'a token lives for milliseconds or seconds', modes: both },
  'long-token': { says: 'a token lives for up to ten years', modes: both },
  'malformed-token': { says: 'the callback gives what is no token', modes: both },
  'skewed-iat': { says: 'a token claims another time of issue', modes: both },

  'rejection-storm': { says: 'the platform rejects token after token', modes: both },
  'delayed-401': { says: 'a rejection comes when a newer token is in use', modes: both },
  revocation: { says: 'the platform rejects a token that lives', modes: both },
  'clock-skew': { says: "the platform's clock is not the session's", modes: both },

  crash: { says: 'the process ends at any point, and another goes on', modes: both },
  'torn-append': { says: 'a crash leaves part of an append', modes: sessions },
  'lost-sector': { says: 'a crash loses a sector that was written', modes: sessions },
  'duplicated-sector': { says: 'a crash leaves a sector twice', modes: sessions },
  'zeroed-sector': { says: 'a crash leaves zeros for a sector', modes: sessions },
  'disk-full': { says: 'the disk takes no more', modes: sessions },
  upgrade: { says: 'another build of the machine goes on from what was stored', modes: both },
} as const satisfies Record<string, FaultCard>

/** The name of a fault. */
export type Fault = keyof typeof faultCards

/** All faults, in the order in which they are told. */
export const faults = Object.keys(faultCards) as readonly Fault[]

/** The faults that a mode can inject, `none` among them. */
export const faultsOf = (mode: SimulationMode): readonly Fault[] =>
  faults.filter((fault) => (faultCards[fault] as FaultCard).modes.includes(mode))
