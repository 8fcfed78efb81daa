import type { CallbackError, FailureReason } from '../../../machines/events.ts'
import type { Profile } from '../profiles.ts'
import { verbs } from './verbs.ts'

/** What an app got wrong. The first ones come of an attempt; the last ones a surface says by itself. */
export type DiagnosticKind =
  | 'answered-undefined'
  | 'answered-null'
  | 'answered-empty'
  | 'unchanged'
  | 'timed-out'
  | 'threw'
  | 'rejected'
  | 'malformed'
  | 'unknown-lifetime'
  | 'expired'
  | 'promise-for-string'
  | 'answered-twice'
  | 'returned-unheard'
  | 'failed-after-answer'
  | 'first-callback-kept'

/** A hint for whoever wrote the app, in words. Holds no token. */
export interface Diagnostic {
  readonly kind: DiagnosticKind
  /** The name of the profile: `flutter`. */
  readonly profile: string
  /** The attempt that it is about, if it is about one. */
  readonly attempt?: number
  /** What was wrong, and what to do. */
  readonly message: string
}

/** How a failed attempt came about, as far as the line to the callback has seen it. */
export type Answer = 'undefined' | 'null' | 'empty' | 'threw'

/** What an attempt's failure is called, or nothing: one that was called off is nobody's fault. */
export function kindOf(
  reason: FailureReason,
  answer: Answer | undefined,
  { answerBy }: Pick<Profile, 'answerBy'>,
): DiagnosticKind | undefined {
  if (reason === 'aborted') return undefined
  if (reason === 'threw') return answer === 'threw' ? 'threw' : 'rejected'
  if (reason !== 'missing') return reason
  // A closure has no other way to say that there is no token.
  if (answer === 'null' && answerBy === 'closure') return 'rejected'
  return answer && answer !== 'threw' ? `answered-${answer}` : 'answered-undefined'
}

/** What became of an attempt that failed, told to whoever wrote the callback. */
export function messageOf(
  kind: DiagnosticKind,
  { entry, answerBy }: Pick<Profile, 'entry' | 'answerBy'>,
  { error = {}, timeoutMs }: { error?: CallbackError | undefined; timeoutMs: number },
): string {
  const { gave, none, asIf, how, never } = verbs[answerBy]
  const callback = `The callback of ${entry}`
  const thrown = [error.name, error.code, error.status].filter((word) => word !== undefined).join(' ')
  const named = thrown ? ` (${thrown})` : ''
  const messages: Record<DiagnosticKind, string> = {
    'answered-undefined': `${callback} ${gave} undefined: ${none} The token in use is not replaced.`,
    'answered-null': `${callback} ${gave} null. ${asIf}: an attempt without a token is a failed one.`,
    'answered-empty': `${callback} ${gave} an empty string. Look at what the server answered.`,
    unchanged: `${callback} ${gave} the token that is in use already. It must ask the server for a new one: look for a constant, or for a cache on the way.`,
    'timed-out': `${callback} gave no token within ${timeoutMs} ms. ${never} Give its request a time-out.`,
    threw: `${callback} threw at once${named}, before it could give a token.`,
    rejected: `${callback} failed${named}: there is no new token. The one in use stays until it ends.`,
    malformed: `${callback} ${gave} something that is no token. Look at what the server answered: is it the whole answer, instead of the token in it?`,
    'unknown-lifetime': `${callback} ${gave} a token that does not say when it ends. Give { value, expiresInSeconds } instead of the bare string.`,
    expired: `${callback} ${gave} a token that is expired. It must ask the server for a new one: look for a cache on the way, and at the clocks.`,
    'promise-for-string': `${callback} ${gave} a promise where a string belongs.`,
    'answered-twice': `${callback} answered one attempt twice: only the first answer counts.`,
    'returned-unheard': `${callback} returned a value, which nobody reads: ${how}.`,
    'failed-after-answer': `${callback} failed after it had answered. The answer counts; look at what it does next.`,
    'first-callback-kept': `${entry} was called again: as in the original, the first callback stays in use.`,
  }
  return messages[kind]
}
