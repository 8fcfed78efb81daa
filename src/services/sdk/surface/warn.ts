import type { Diagnostic, DiagnosticKind } from './diagnostic.ts'

/** Who hears what the app gets wrong. One that throws hurts nobody but its own app. */
export function harmless(listener: (diagnostic: Diagnostic) => void): (diagnostic: Diagnostic) => void {
  return (diagnostic) => {
    try {
      listener(diagnostic)
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
    }
  }
}

/** Diagnostics for people who gave no listener: on the console, each kind once, so that an outage does not flood it. */
export function warnOnce(): (diagnostic: Diagnostic) => void {
  const said = new Set<DiagnosticKind>()
  return ({ kind, profile, message }) => {
    if (said.has(kind)) return
    said.add(kind)
    console.warn(`halflife (${profile}): ${message}`)
  }
}
