import { base64url, binary, fromBase64url } from '../arbitraries/tokens/base64url.ts'

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)]

/** Whatever would give a token away: 16 characters in a row of it, in any of these forms. */
const forms: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => bytesOf(text).reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), ''),
  // Three, for the three ways in which base64 can be out of step.
  (text) => btoa(binary(text)),
  (text) => btoa(binary(text.slice(1))),
  (text) => btoa(binary(text.slice(2))),
  (text) => base64url(text),
  (text) => [...text].reverse().join(''),
  (text) => bytesOf(text).join(','),
  (text) => bytesOf(text).join(', '),
  // What a JWT's payload and signature say, decoded; and the same as a string within JSON.
  (text) => fromBase64url(text.split('.')[1] ?? ''),
  (text) => JSON.stringify(fromBase64url(text.split('.')[1] ?? '')),
  (text) => fromBase64url(text.split('.')[2] ?? ''),
]

/** So many characters of a token in a row are too many. */
const tooMany = 16

/** Every run of 16 characters of a text. */
function* windows(text: string): Generator<string> {
  for (let at = 0; at + tooMany <= text.length; at++) yield text.slice(at, at + tooMany)
}

/**
 * Looks for tokens in texts: 16 characters in a row of one, as it is, in hex, base64, reversed, byte by byte, or of
 * what a JWT's payload and signature decode to.
 *
 * @example new LeakDetector([token]).find(log) // 'eyJhbGciOiJIUzI1', or undefined
 */
export class LeakDetector {
  readonly #needles = new Set<string>()

  /** @param tokens JWTs, whose header is no secret, and any other strings */
  constructor(tokens: readonly string[]) {
    for (const token of tokens) {
      // The header of a JWT says `alg`, and is the same for all.
      const secret = token.split('.').length === 3 ? token.slice(token.indexOf('.')) : token
      for (const form of forms) for (const window of windows(form(secret))) this.#needles.add(window)
    }
  }

  /** @returns the first piece of a token in a text; `undefined`: there is none */
  find(text: string): string | undefined {
    for (const window of windows(text)) if (this.#needles.has(window)) return window
    return undefined
  }
}
