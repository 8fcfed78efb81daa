import { HalflifeError } from '../../errors.ts'

/** Options by name, of which each is a whole number, or left out. @throws HalflifeError `ERR_OPTION` if one is not */
export function checkWhole(options: Readonly<Record<string, unknown>>, min = Number.MIN_SAFE_INTEGER): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || (Number.isInteger(value) && Number(value) >= min)) continue
    const least = min >= 0 ? `, ${min} or more` : ''
    throw new HalflifeError('ERR_OPTION', `\`${name}\` must be a whole number${least}.`)
  }
}

/** Names, each of which there must be. @throws HalflifeError `ERR_OPTION` for one that there is not: it says which there are */
export function checkNames(what: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new HalflifeError('ERR_OPTION', `There is no ${what} \`${unknown}\`; there are ${known.join(', ')}.`)
}

/** The fast-check that was handed in. @throws HalflifeError `ERR_OPTION` if it is none */
export function checkFastCheck(fc: unknown): void {
  if (typeof (Object(fc) as { property?: unknown }).property === 'function') return
  throw new HalflifeError('ERR_OPTION', "Hand in your own fast-check: `import fc from 'fast-check'`.")
}
