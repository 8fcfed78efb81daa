import type { RefreshCallback } from 'halflife'
import { type Diagnostic, type Profile, Surface, type SurfaceEvent, type SurfaceOptions } from 'halflife/sdk'
import { onTestFinished } from 'vitest'
import { TestClock } from '../../../src/testing/clock/test-clock.ts'
import { callback, opaque, startMs } from '../session/setting.ts'

/** The least of surfaces, for what all of them have from their base. */
export class Least extends Surface {
  initialize(token: Parameters<Surface['keeper']['initialize']>[0], refresh: RefreshCallback): void {
    this.keeper.initialize(token, refresh)
  }
}

/** What is heard of a surface on a test clock. */
export function listening<S extends Surface>(
  make: (options: SurfaceOptions) => S,
  given: SurfaceOptions = {},
) {
  const clock = new TestClock(startMs)
  const diagnostics: Diagnostic[] = []
  const sdk = make({
    clock,
    random: () => 0.5,
    retry: 'points-only',
    onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
    ...given,
  })
  onTestFinished(() => sdk.close())
  const heard: SurfaceEvent[] = []
  sdk.on('*', (event) => heard.push(event))
  return { clock, sdk, diagnostics, heard, types: () => heard.map(({ type }) => type) }
}

/** The least surface of that profile, initialized with a token of a minute; the test answers the callback. */
export async function least(profile: Profile, options: SurfaceOptions = {}) {
  const stage = listening((all) => new Least(profile, all), options)
  const first = callback(stage.clock)
  stage.sdk.initialize(opaque('token-0'), first.refresh)
  await stage.clock.settle()
  return { ...stage, first }
}
