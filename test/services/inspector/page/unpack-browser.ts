import { brought } from './browser.ts'

/** Once before all tests: of several who unpack the browser at once, one would start what another has half written. */
export default async function unpackBrowser(): Promise<void> {
  // Where it cannot be had, `launchBrowser` says what to do.
  await brought().catch(() => {})
}
