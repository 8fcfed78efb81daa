import type { Policy } from '../../machines/token-life.ts'

/** What nobody has seen, and nothing says. */
export type Unknown = 'unknown'

/** Two answers to one question: what the documentation says, and what was seen of the SDK itself. */
export interface Habit<Answer> {
  readonly documented: Answer | Unknown
  readonly observed: Answer | Unknown
}

/** What a second initialization does with the callback: the first one stays, the second takes over, or an error. */
export type Reinitialization = 'keep' | 'replace' | 'throw'

/** How a callback hands over the token: it returns it, calls a closure or an object's method, or a one-shot handle. */
export type AnswerBy = 'return' | 'closure' | 'object' | 'handle'

/** One SDK of the seeds: what its documentation says of tokens, and what was seen. Data: nothing here runs. */
export interface Profile {
  readonly name: string
  /** As people call it: `React Native`. */
  readonly title: string
  /** What the end of the token means for a participant in a conference. */
  readonly policy: Policy
  /** The method that takes the first token and the callback. */
  readonly entry: string
  /** The signature of that method as it is documented, in TypeScript's words. */
  readonly signature: string
  /** How the callback hands over the token. */
  readonly answerBy: AnswerBy
  /** Whether the callback answers while it is called, later, or either. */
  readonly timing: 'sync' | 'async' | 'either'
  /** Whether the callback is told `isExpired`. */
  readonly isExpired: Habit<'yes' | 'no'>
  /** Whether an API call that the platform rejects asks the callback. */
  readonly rejectionAsks: Habit<'yes' | 'no'>
  /** What a second initialization does. */
  readonly reinitialization: Habit<Reinitialization>
  /** What an answer without a token does: it counts as a failure, or is swallowed, so that nothing follows. */
  readonly emptyAnswer: Habit<'failure' | 'swallowed'>
  /** Whether the reason of a failed refresh reaches anybody. */
  readonly failureReason: Habit<'kept' | 'lost'>
  /** Whether refreshes that fall together make one call, or one each. */
  readonly singleFlight: Habit<'yes' | 'no'>
  /**
   * Where attempts overlap: whether each has its own answer, only that of the newest counts, or the first answer is that
   * of all who wait.
   */
  readonly overlappingAnswers: Habit<'each' | 'newest' | 'first'>
  /** What a callback does that never answers: its attempt fails by time-out, or is waited for without end. */
  readonly noAnswer: Habit<'timed-out' | 'waited-for'>
  /** What becomes of a first token that is none: it is refused at once, or passed on unread. */
  readonly malformedFirstToken: Habit<'refused' | 'passed-on'>
  /** Whether one attempt can be answered once only. */
  readonly oneShot: Habit<'yes' | 'no'>
  /** What else was seen, a sentence each. */
  readonly notes: readonly string[]
  /**
   * How it was observed: its open part was `run`, or `read`; of it only the `bridge` that React Native has to it was read;
   * `none`: its licence is not ours to look into.
   */
  readonly evidence: 'run' | 'read' | 'bridge' | 'none'
  /** Where all that is written down: a page of the repository, and the heading in it. */
  readonly source: string
}

const untold = { documented: 'unknown', observed: 'unknown' } as const

/** What the documentation says of all who stay, and of none more. */
const staying = {
  policy: 'stay',
  timing: 'async',
  isExpired: { documented: 'yes', observed: 'unknown' },
  rejectionAsks: { documented: 'yes', observed: 'unknown' },
  reinitialization: untold,
  emptyAnswer: untold,
  failureReason: untold,
  singleFlight: untold,
  overlappingAnswers: untold,
  noAnswer: untold,
  malformedFirstToken: untold,
  oneShot: untold,
  notes: [],
  evidence: 'none',
} as const

const kicking = {
  ...staying,
  policy: 'kick',
  isExpired: { documented: 'no', observed: 'unknown' },
  rejectionAsks: { documented: 'no', observed: 'unknown' },
} as const

const page = 'docs/sdk/reference.md'

/** The SDKs of the seeds: who stays in the conference with an expired token, and who is kicked out of it. */
export const profiles = {
  web: {
    ...staying,
    name: 'web',
    title: 'Web',
    entry: 'initializeToken',
    signature: 'initializeToken(accessToken: string, callback: (isExpired: boolean) => Promise<string>)',
    answerBy: 'return',
    source: `${page}#web`,
  },
  ios: {
    ...staying,
    name: 'ios',
    title: 'iOS',
    entry: 'initialize',
    signature:
      'initialize(accessToken: string, callback: (closure: (token: string | null) => void, isExpired: boolean) => void)',
    answerBy: 'closure',
    timing: 'either',
    overlappingAnswers: { documented: 'unknown', observed: 'newest' },
    notes: ["What was seen of it is React Native's bridge to it, which keeps one closure, the newest."],
    evidence: 'bridge',
    source: `${page}#ios`,
  },
  android: {
    ...staying,
    name: 'android',
    title: 'Android',
    entry: 'initialize',
    signature:
      'initialize(accessToken: string, callback: (isExpired: boolean, callback: { ok(token: string): void; error(e: Error): void }) => void)',
    answerBy: 'object',
    timing: 'either',
    overlappingAnswers: { documented: 'unknown', observed: 'first' },
    notes: [
      "What was seen of it is React Native's bridge to it, which can also lose a request that comes while another is waiting.",
    ],
    evidence: 'bridge',
    source: `${page}#android`,
  },
  'react-native': {
    ...staying,
    name: 'react-native',
    title: 'React Native',
    entry: 'initializeToken',
    signature:
      'initializeToken(accessToken: string | null, callback: (isExpired?: boolean) => Promise<string>): Promise<null>',
    answerBy: 'return',
    isExpired: { documented: 'yes', observed: 'no' },
    reinitialization: { documented: 'unknown', observed: 'keep' },
    emptyAnswer: { documented: 'unknown', observed: 'swallowed' },
    failureReason: { documented: 'unknown', observed: 'lost' },
    singleFlight: { documented: 'unknown', observed: 'no' },
    overlappingAnswers: { documented: 'unknown', observed: 'first' },
    noAnswer: { documented: 'unknown', observed: 'waited-for' },
    malformedFirstToken: { documented: 'unknown', observed: 'passed-on' },
    notes: [
      'Its first token may be null, by its type.',
      "The interactivity SDK's class before it, DolbyIoIAPI, is documented to resolve with a boolean instead.",
    ],
    evidence: 'run',
    source: `${page}#react-native`,
  },
  flutter: {
    ...staying,
    name: 'flutter',
    title: 'Flutter',
    entry: 'initializeToken',
    signature: 'initializeToken(accessToken: string, callback: () => Promise<string | null>): Promise<void>',
    answerBy: 'return',
    isExpired: { documented: 'yes', observed: 'no' },
    reinitialization: { documented: 'unknown', observed: 'replace' },
    evidence: 'read',
    source: `${page}#flutter`,
  },
  cpp: {
    ...kicking,
    name: 'cpp',
    title: 'C++',
    entry: 'create',
    signature: 'create(token: string, callback: (refresh: (token: string) => void) => void): Sdk',
    answerBy: 'handle',
    timing: 'either',
    oneShot: { documented: 'yes', observed: 'unknown' },
    source: `${page}#c`,
  },
  dotnet: {
    ...kicking,
    name: 'dotnet',
    title: '.NET',
    entry: 'initAsync',
    signature: 'initAsync(accessToken: string, callback: () => string): Promise<void>',
    answerBy: 'return',
    timing: 'sync',
    reinitialization: { documented: 'throw', observed: 'unknown' },
    notes: ['Its event InvalidTokenError tells a reason and a description.'],
    evidence: 'read',
    source: `${page}#net`,
  },
} as const satisfies Record<string, Profile>

/** The name of an SDK of the seeds. */
export type ProfileName = keyof typeof profiles
