import type { CallbackError, FailureReason } from '../../../machines/events.ts'
import type { Profile } from '../profiles.ts'
import { type Answer, type Diagnostic, type DiagnosticKind, kindOf, messageOf } from './diagnostic.ts'

interface Details {
  readonly attempt?: number | undefined
  readonly timeoutMs: number
  readonly error?: CallbackError | undefined
}

/** An attempt's failure, by its reason and by what was seen of the answer. */
interface Failure {
  readonly reason: FailureReason
  readonly answer: Answer | undefined
}

/** Puts into words what an app got wrong; nothing, if nobody did. */
export function diagnose(profile: Profile, kind: DiagnosticKind, details: Details): Diagnostic
export function diagnose(profile: Profile, what: Failure, details: Details): Diagnostic | undefined
export function diagnose(
  profile: Profile,
  what: DiagnosticKind | Failure,
  { attempt, ...details }: Details,
): Diagnostic | undefined {
  const kind = typeof what === 'string' ? what : kindOf(what.reason, what.answer, profile)
  if (!kind) return undefined
  const message = messageOf(kind, profile, details)
  return { kind, profile: profile.name, ...(attempt !== undefined && { attempt }), message }
}
