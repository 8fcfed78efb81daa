import fc, { type Arbitrary, type Parameters } from 'fast-check'
import * as xstate from 'xstate'
import { seed } from './small-fast-check.ts'

// For code that neither makes the examples nor decides what is expected of it: both are worked out once, for all mutants.

interface Property {
  readonly arbitraries: readonly Arbitrary<unknown>[]
  readonly predicate: (...values: readonly unknown[]) => unknown
}

/** fast-check that gives each place the same values each time: the same objects. @param place where `assert` is called */
export function rememberingFastCheck(mostRuns: number, place: () => string): object {
  const known = new Map<string, readonly unknown[][]>()
  const property = (...written: readonly unknown[]): Property => ({
    arbitraries: written.slice(0, -1) as Arbitrary<unknown>[],
    predicate: written.at(-1) as Property['predicate'],
  })
  const assert = ({ arbitraries, predicate }: Property, { numRuns = 100 }: Parameters = {}) => {
    const here = place()
    const values =
      known.get(here) ?? fc.sample(fc.tuple(...arbitraries), { seed, numRuns: Math.min(numRuns, mostRuns) })
    known.set(here, values)
    for (const each of values)
      if (predicate(...each) === false) throw new Error('The property does not hold.')
  }
  const small = { ...fc, property, assert }
  return { ...small, default: small }
}

/** XState whose pure functions are asked but once about the same objects. */
export function rememberingXState(): object {
  const initialTransition = once(xstate.initialTransition as Pure)
  const transition = once(xstate.transition as Pure)
  return { ...xstate, initialTransition, transition }
}

type Pure = (machine: object, ...args: unknown[]) => unknown

/** A pure function, with what it has given or thrown before. The same objects: those that only look so are others. */
function once(pure: Pure): Pure {
  const ofMachine = new WeakMap<object, Map<unknown, Map<unknown, () => unknown>>>()
  return (machine, first, second) => {
    const ofFirst = getOrMake(ofMachine, machine, () => new Map<unknown, Map<unknown, () => unknown>>())
    const ofSecond = getOrMake(ofFirst, first, () => new Map<unknown, () => unknown>())
    return getOrMake(ofSecond, second, () => outcome(() => pure(machine, first, second)))()
  }
}

function outcome(attempt: () => unknown): () => unknown {
  try {
    const result = attempt()
    return () => result
  } catch (error) {
    return () => {
      throw error
    }
  }
}

interface Keyed<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): unknown
}

function getOrMake<Key, Value>(map: Keyed<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
