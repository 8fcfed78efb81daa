import type { Diagnostic, DiagnosticKind } from './diagnostic.ts'

/** Diagnostics for people who gave no listener: on the console, each kind once, so that an outage does not flood it. */
export function warnOnce(): (diagnostic: Diagnostic) => void {
  const said = new Set<DiagnosticKind>()
  return ({ kind, profile, message }) => {
    if (said.has(kind)) return
    said.add(kind)
    console.warn(`halflife (${profile}): ${message}`)
  }
}
