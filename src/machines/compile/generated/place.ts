import type { Copier } from '../copy.ts'
import type { Run } from '../run.ts'
import { Text } from './text.ts'

type Change = Record<string, unknown>
type Apply = (run: Run, change: Change) => void

/**
 * A place where contexts are changed. The keys of its changes are nearly always the same: they are learnt from the first
 * change, and code is made that writes them. A change with others is left to `slow`.
 */
export class Place {
  /** Once the keys are learnt. */
  apply: Apply | undefined
  readonly #copier: Copier
  readonly #values: 'called' | 'kept'
  readonly #slow: Apply

  /** @param values `'called'`: a function among the values is to be called, which is left to `slow`, too */
  constructor(copier: Copier, values: 'called' | 'kept', slow: Apply) {
    this.#copier = copier
    this.#values = values
    this.#slow = slow
  }

  /** The first time, and until there is something to be learnt. */
  learn(run: Run, change: Change): void {
    const keys = Object.keys(change ?? {})
    // Other keys would come last in the context, and `__proto__` is no key to be written.
    if (keys.every((key) => Object.hasOwn(run.context, key) && key !== '__proto__'))
      this.apply = this.#applyOf(keys)
    this.#slow(run, change)
  }

  #applyOf(keys: readonly string[]): Apply {
    const text = new Text()
    const [copier, known, slow] = [this.#copier, keys, this.#slow].map((value) => text.name(value))
    const quoted = keys.map((key) => JSON.stringify(key))
    const callable = this.#values === 'called' ? quoted : []
    return text.valueOf(`(run, change) => {
      let at = 0
      for (const key in change) if (key !== ${known}[at++]) return ${slow}(run, change)
      if (at !== ${keys.length}) return ${slow}(run, change)
      ${callable.map((key) => `if (typeof change[${key}] === 'function') return ${slow}(run, change)`).join('\n')}
      const next = ${copier}.copy(run.context)
      ${quoted.map((key) => `next[${key}] = change[${key}]`).join('\n')}
      run.context = next
      ${copier}.keep(next)
    }`)
  }
}
