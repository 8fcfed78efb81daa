import type { Diagnostic, Surface, SurfaceEvent, SurfaceOptions } from 'halflife/sdk'
import { onTestFinished } from 'vitest'
import { TestClock } from '../../../../src/testing/clock/test-clock.ts'
import { opaque, startMs } from '../../session/setting.ts'

/** The token that every surface begins with: it lives a minute, with points at 30, 45 and 60 s. */
export const first = opaque('first')

/** Options with a clock that the test drives, and every hint that the surface gives. No platform: nothing is called. */
export function setting(given: SurfaceOptions = {}) {
  const clock = new TestClock(startMs)
  const diagnostics: Diagnostic[] = []
  const options: SurfaceOptions = {
    clock,
    random: () => 0.5,
    retry: 'points-only',
    onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
    ...given,
  }
  const pass = (seconds: number) => clock.advanceAsync(seconds * 1_000)
  return { clock, options, pass, diagnostics, hints: () => diagnostics.map(({ message }) => message) }
}

/** Closes the surface when the test is over; all that it says. */
export function follow<Of extends Surface>(sdk: Of) {
  onTestFinished(() => sdk.close())
  const heard: SurfaceEvent[] = []
  sdk.on('*', (event) => heard.push(event))
  return {
    sdk,
    heard,
    types: () => heard.map(({ type }) => type),
    /** Why each attempt failed. */
    reasons: () => heard.flatMap((event) => (event.type === 'refresh.failed' ? [event.reason] : [])),
    token: () => sdk.tokenSession.token(),
  }
}

/** Takes what is answered from the app, one by one, so that the test may answer it. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new Error(`There were ${list.length} attempts.`)
  return found
}
