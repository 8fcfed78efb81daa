const [quote, backslash, openList, closeList, openObject, closeObject] = Buffer.from('"\\[]{}')

/** Whether a JSON text nests lists and objects deeper than so many levels. Makes nothing of it. */
export function isTextDeeper(json: string, levels: number): boolean {
  let depth = 0
  let isInString = false
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index)
    if (code === backslash) index++
    else if (code === quote) isInString = !isInString
    else if (isInString) continue
    else if (code === openList || code === openObject) depth++
    else if (code === closeList || code === closeObject) depth--
    if (depth > levels) return true
  }
  return false
}

/** Whether a value nests lists and objects deeper than so many levels. */
export const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1)))
