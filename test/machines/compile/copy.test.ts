import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Copier } from '../../../src/machines/compile/copy.ts'
import { copyOf } from '../../../src/machines/compile/generated/copy.ts'

type Fields = Record<string, unknown>

/** Both are compared with their prototypes; the order of the keys counts, too. */
const isSame = (copy: Fields, source: Fields) => {
  const theirs = Object.assign({}, source)
  return isDeepStrictEqual(copy, theirs) && isDeepStrictEqual(Object.keys(copy), Object.keys(theirs))
}

const keys = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '0', '17', '', '__proto__', 'constructor', 'toString'),
  fc.string({ maxLength: 3 }),
)
const sources = fc.uniqueArray(keys, { maxLength: 30 }).chain((names) =>
  fc.tuple(...names.map(() => fc.oneof(fc.nat(), fc.double(), fc.object(), fc.constant(undefined)))).map(
    // Not written by assignment: a key may be `__proto__`.
    (values) => Object.fromEntries(names.map((name, at) => [name, values[at]])) as Fields,
  ),
)

const forms = { 'with statements for any keys': undefined, 'with code of its own': copyOf }

for (const [form, make] of Object.entries(forms))
  describe(`a copier ${form} copies as Object.assign() does`, () => {
    it('what it sees for the first time, and what it knows already', () =>
      fc.assert(
        fc.property(fc.array(sources, { minLength: 1, maxLength: 8 }), (all) => {
          const copier = new Copier(make)
          for (const source of [...all, ...all, ...all].map((each) => Object.freeze(each))) {
            const copy = copier.copy(source)
            expect(copy).not.toBe(source)
            expect(isSame(copy, source)).toBe(true)
          }
        }),
      ))

    it('for each number of keys, at the second time as at the first', () => {
      for (let count = 0; count <= 40; count++) {
        const source = Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]))
        const copier = new Copier(make)
        for (let time = 0; time < 3; time++)
          expect(isSame(copier.copy(source), source), `${count}`).toBe(true)
      }
    })

    it('but for what a context inherits, even if it looks like one that it knows', () => {
      const copier = new Copier(make)
      const known = { own: 1, inherited: 2 }
      copier.copy(known)
      const other = Object.assign(Object.create({ inherited: 2 }), { own: 1 }) as Fields
      expect(copier.copy(other)).toStrictEqual({ own: 1 })
      const bare = Object.assign(Object.create(null), known) as Fields
      expect(Object.getPrototypeOf(copier.copy(bare))).toBe(Object.prototype)
    })

    it('knows a few kinds, and does not learn for ever', () => {
      const copier = new Copier(make)
      const looks = (source: Fields) => {
        let count = 0
        const ownKeys = (target: Fields) => {
          count++
          return Reflect.ownKeys(target)
        }
        expect(copier.copy(new Proxy(source, { ownKeys }))).toStrictEqual(source)
        return count
      }
      const kinds = Array.from({ length: 5 }, (_, at) => ({ [`a${at}`]: 1, b: 2 }))
      for (const source of [{}, ...kinds]) copier.copy(source)
      // One look at the keys is enough to know a kind. The fifth is compared with four, and then copied by its keys.
      expect(kinds.map(looks)).toStrictEqual([1, 2, 3, 4, 4 + 2])
    })

    it('keeps in mind what it made last: to copy it next, it asks for no keys', () => {
      const copier = new Copier(make)
      const looks: string[] = []
      const seen = (source: Fields) =>
        new Proxy(source, {
          ownKeys(target) {
            looks.push(Object.keys(target).join())
            return Reflect.ownKeys(target)
          },
        })
      const [one, other] = [seen({ a: 1, b: 2 }), seen({ c: 3 })]
      for (const source of [one, other, one]) copier.copy(source)
      copier.keep(one)
      looks.length = 0
      expect(copier.copy(one)).toStrictEqual({ a: 1, b: 2 })
      expect(looks).toStrictEqual([])
      // Another kind may come between: what is kept is of its own kind still.
      expect(copier.copy(other)).toStrictEqual({ c: 3 })
      expect(copier.copy(one)).toStrictEqual({ a: 1, b: 2 })
      expect(new Set(looks)).toStrictEqual(new Set(['c']))
    })
  })
