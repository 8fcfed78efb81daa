/**
 * The machine uses a part of XState that `compile` does not take. The message names the place and the feature.
 * Code `ERR_NOT_COMPILED`.
 */
export class NotCompiledError extends Error {
  override readonly name: string = 'NotCompiledError'
  readonly code = 'ERR_NOT_COMPILED'
  /** Where: a state node as `#machine.state`, an action or a guard by its name. */
  readonly place: string
  /** What: `parallel`, `after`, `spawnChild` ... */
  readonly feature: string

  constructor(place: string, feature: string) {
    super(`${place}: compile() does not take ${feature}. Use XState's own transition() for this machine.`)
    this.place = place
    this.feature = feature
  }
}
