import fc, { type Arbitrary } from 'fast-check'
import type { JournalRecord } from 'halflife'

/** Something that befalls stored records. It may change what it is given. */
export type Damage = (records: JournalRecord[]) => JournalRecord[]

/** Any record removed, doubled, inserted, swapped, or changed in any place, whatever is put there. */
export const damages: Arbitrary<Damage> = fc.oneof(
  fc.nat().map(
    (at): Damage =>
      (records) =>
        records.toSpliced(at % records.length, 1),
  ),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([from, to]): Damage =>
      (records) => {
        const copy = structuredClone(records[from % records.length] as JournalRecord)
        return records.toSpliced(to % (records.length + 1), 0, copy)
      },
  ),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([a, b]): Damage =>
      (records) => {
        const [one, other] = [records[a % records.length], records[b % records.length]]
        return records.map(
          (record) => (record === one ? other : record === other ? one : record) as JournalRecord,
        )
      },
  ),
  fc.tuple(fc.nat(), fc.nat(), fc.jsonValue()).map(
    ([at, place, value]): Damage =>
      (records) => {
        const places = placesIn(records[at % records.length])
        const [holder, key] = places[place % places.length] as Place
        holder[key] = value
        return records
      },
  ),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([at, place]): Damage =>
      (records) => {
        const places = placesIn(records[at % records.length])
        const [holder, key] = places[place % places.length] as Place
        delete holder[key]
        return records
      },
  ),
)

type Place = readonly [holder: Record<string, unknown>, key: string]

/** Every member of a record and of all that is in it. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key])])
}
