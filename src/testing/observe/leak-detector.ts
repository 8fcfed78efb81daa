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
/** Of a secret only every eighth piece of nine is remembered: wherever sixteen in a row begin, one of these is whole in them. */
const stride = 8
const pieceLength = tooMany - stride + 1

/** Where a piece is in a secret. */
interface Place {
  readonly secret: string
  readonly at: number
}

/**
 * Looks for tokens in texts: 16 characters in a row of one, as it is, in hex, base64, reversed, byte by byte, or of
 * what a JWT's payload and signature decode to.
 *
 * @example new LeakDetector([token]).find(log) // 'eyJhbGciOiJIUzI1', or undefined
 */
export class LeakDetector {
  readonly #pieces = new Map<string, Place[]>()

  /** @param tokens JWTs, whose header is no secret, and any other strings */
  constructor(tokens: readonly string[]) {
    for (const token of tokens) {
      // The header of a JWT says `alg`, and is the same for all.
      const secret = token.split('.').length === 3 ? token.slice(token.indexOf('.')) : token
      for (const form of forms) this.#remember(form(secret))
    }
  }

  /** @returns the first piece of a token in a text; `undefined`: there is none */
  find(text: string): string | undefined {
    for (let at = 0; at + pieceLength <= text.length; at++)
      for (const place of this.#pieces.get(text.slice(at, at + pieceLength)) ?? []) {
        const found = sameAround(text, at, place)
        if (found.length >= tooMany) return found.slice(0, tooMany)
      }
    return undefined
  }

  #remember(secret: string): void {
    for (let at = 0; at + pieceLength <= secret.length; at += stride) {
      const piece = secret.slice(at, at + pieceLength)
      const places = this.#pieces.get(piece)
      if (places) places.push({ secret, at })
      else this.#pieces.set(piece, [{ secret, at }])
    }
  }
}

/** All that a text and a secret have in common, around a piece that both have. */
function sameAround(text: string, textAt: number, { secret, at }: Place): string {
  let before = 0
  while (before < Math.min(textAt, at) && text[textAt - before - 1] === secret[at - before - 1]) before++
  let length = pieceLength
  while (at + length < secret.length && text[textAt + length] === secret[at + length]) length++
  return text.slice(textAt - before, textAt + length)
}
