import { LeakDetector } from '../observe/leak-detector.ts'
import type { MintedToken } from './account.ts'

/** Texts in which so much of a token is to be read that it is no secret any more. What its claims say is none. */
export function leaksIn(
  texts: readonly string[],
  tokens: readonly Pick<MintedToken, 'value' | 'secret'>[],
): string[] {
  if (texts.length === 0) return []
  const secrets = tokens.flatMap(({ value, secret }) => [...value.split('.').slice(1), secret])
  const detector = new LeakDetector(secrets)
  return texts.filter((text) => detector.find(text) !== undefined)
}
