/** How a session fares, in one word: the outer state of its machine, or what befell its records. */
export type Phase =
  | 'valid'
  | 'refreshing-half'
  | 'refreshing-three-quarter'
  | 'expired'
  | 'kicked'
  | 'closed'
  | 'unreadable'

/** The phases, worst first. */
export const worstFirst: readonly Phase[] = [
  'kicked',
  'expired',
  'unreadable',
  'refreshing-three-quarter',
  'refreshing-half',
  'valid',
  'closed',
]

/** A phase as people read it. */
export const phaseInWords: Readonly<Record<Phase, string>> = {
  valid: 'valid',
  'refreshing-half': 'past one half',
  'refreshing-three-quarter': 'past three quarters',
  expired: 'expired',
  kicked: 'kicked',
  closed: 'closed',
  unreadable: 'unreadable',
}

/** Of a path as `refreshing-half.requesting`, the phase. */
export const phaseIn = (path: string): Phase => path.split('.')[0] as Phase
