/** Whether a text has all the words that are looked for; a word after `-` must not be in it. */
export function matches(text: string, words: readonly string[]): boolean {
  return words.every((word) =>
    word.startsWith('-') && word.length > 1 ? !text.includes(word.slice(1)) : text.includes(word),
  )
}

/** The words of what was typed. */
export const wordsIn = (typed: string): string[] => typed.toLowerCase().split(/\s+/).filter(Boolean)
