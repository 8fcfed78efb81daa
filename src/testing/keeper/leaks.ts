import type { MintedToken } from './account.ts'

const tooMuch = 16

/** Texts in which so much of a token is to be read that it is no secret any more. */
export function leaksIn(
  texts: readonly string[],
  tokens: readonly Pick<MintedToken, 'value' | 'secret'>[],
): string[] {
  const grams = new Set<string>()
  for (const { value, secret } of tokens)
    for (const part of [...value.split('.').slice(1), secret])
      for (let at = 0; at + tooMuch <= part.length; at++) grams.add(part.slice(at, at + tooMuch))
  return texts.filter((text) => {
    for (let at = 0; at + tooMuch <= text.length; at++)
      if (grams.has(text.slice(at, at + tooMuch))) return true
    return false
  })
}
