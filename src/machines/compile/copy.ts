type Fields = Record<string, unknown>
/** Makes a copy of a context whose keys it knows. */
export interface Copy {
  new (source: Fields): Fields
  prototype: object
}

/** Contexts with more keys than this are copied as XState does it. */
const mostKeys = 24
/** A machine whose contexts are of more kinds than this has none that is worth learning. */
const mostKinds = 4

/**
 * Copies the contexts of one machine as `Object.assign({}, context)` does, several times faster. A machine has a few
 * kinds of context, nearly always one; each is learnt when it is first seen. Keys are texts: see `checkContext`.
 */
export class Copier {
  readonly #copyOf: (keys: readonly string[]) => Copy
  readonly #kinds: Kind[] = []
  /** The kind of what was copied last. */
  #last: Kind | undefined
  #kept: Fields | undefined
  #kindOfKept: Kind | undefined

  /** @param make makes what copies contexts with these keys */
  constructor(make: (keys: readonly string[]) => Copy = copyOf) {
    this.#copyOf = make
  }

  copy(source: Fields): Fields {
    const kind = source === this.#kept ? this.#kindOfKept : this.#kindOf(source)
    this.#last = kind
    if (kind !== undefined) return new kind.Copy(source)
    this.#learn(Object.keys(source))
    return Object.assign({}, source)
  }

  /**
   * The last copy has kept its keys, and nobody changes it any more: it is known without a look when it is copied next, as in
   * a fold.
   */
  keep(copy: Fields): void {
    this.#kept = copy
    this.#kindOfKept = this.#last
  }

  #kindOf(source: Fields): Kind | undefined {
    for (const kind of this.#kinds) if (kind.includes(source)) return kind
    return undefined
  }

  #learn(keys: readonly string[]): void {
    const isWorthIt = keys.length > 0 && keys.length <= mostKeys && this.#kinds.length < mostKinds
    if (isWorthIt) this.#kinds.push(new Kind(keys, this.#copyOf(keys)))
  }
}

/** A kind of context: its keys, in their order. */
class Kind {
  readonly Copy: Copy
  readonly #keys: readonly string[]

  constructor(keys: readonly string[], Copy: Copy) {
    this.#keys = keys
    this.Copy = Copy
  }

  includes(source: Fields): boolean {
    const keys = this.#keys
    let at = 0
    for (const key in source) if (key !== keys[at++]) return false
    // What is inherited comes last, and is no part of it.
    return at === keys.length && Object.hasOwn(source, keys[at - 1] as string)
  }
}

/**
 * One statement a key: V8 makes of each a plain load and a plain store, and gives the object room for all of them at once.
 * In a loop, each key would be looked up; and code made from text is forbidden where a content security policy is in force.
 * The statements after the last key write that one again.
 */
function copyOf(keys: readonly string[]): Copy {
  const count = keys.length
  const at = (index: number) => keys[Math.min(index, count - 1)] as string
  const [k0, k1, k2, k3, k4, k5, k6, k7] = [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)] as const
  const [k8, k9, k10, k11, k12, k13, k14, k15] = [
    at(8),
    at(9),
    at(10),
    at(11),
    at(12),
    at(13),
    at(14),
    at(15),
  ] as const
  const [k16, k17, k18, k19, k20, k21, k22, k23] = [
    at(16),
    at(17),
    at(18),
    at(19),
    at(20),
    at(21),
    at(22),
    at(23),
  ] as const
  function Copy(this: Fields, source: Fields) {
    this[k0] = source[k0]
    this[k1] = source[k1]
    this[k2] = source[k2]
    this[k3] = source[k3]
    this[k4] = source[k4]
    this[k5] = source[k5]
    this[k6] = source[k6]
    this[k7] = source[k7]
    if (count <= 8) return
    this[k8] = source[k8]
    this[k9] = source[k9]
    this[k10] = source[k10]
    this[k11] = source[k11]
    this[k12] = source[k12]
    this[k13] = source[k13]
    this[k14] = source[k14]
    this[k15] = source[k15]
    if (count <= 16) return
    this[k16] = source[k16]
    this[k17] = source[k17]
    this[k18] = source[k18]
    this[k19] = source[k19]
    this[k20] = source[k20]
    this[k21] = source[k21]
    this[k22] = source[k22]
    this[k23] = source[k23]
  }
  // A plain object, for whoever looks.
  Copy.prototype = Object.prototype
  return Copy as unknown as Copy
}
