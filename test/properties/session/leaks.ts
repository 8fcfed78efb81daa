/** Whatever would give a token away: 16 characters in a row of it, in any of these forms. */
const forms: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => Buffer.from(text).toString('hex'),
  // Three, for the three ways in which base64 can be out of step.
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text.slice(1)).toString('base64'),
  (text) => Buffer.from(text.slice(2)).toString('base64'),
  (text) => Buffer.from(text.slice(0)).toString('base64url'),
  (text) => [...text].reverse().join(''),
  (text) => [...Buffer.from(text)].join(','),
  (text) => [...Buffer.from(text)].join(', '),
  // What a JWT's payload says, decoded.
  (text) => Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('latin1'),
  (text) => Buffer.from(text.split('.')[2] ?? '', 'base64url').toString('latin1'),
]

const length = 16

/** Every run of 16 characters of a text. */
function* windows(text: string): Generator<string> {
  for (let at = 0; at + length <= text.length; at++) yield text.slice(at, at + length)
}

/** Looks for tokens in texts. */
export class LeakDetector {
  readonly #needles = new Set<string>()

  constructor(tokens: readonly string[]) {
    for (const token of tokens) {
      // The header of a JWT is no secret: it says `alg`, and is the same for all.
      const secret = token.split('.').length === 3 ? token.slice(token.indexOf('.')) : token
      for (const form of forms) for (const window of windows(form(secret))) this.#needles.add(window)
    }
  }

  /** The first piece of a token in a text; `undefined`: there is none. */
  find(text: string): string | undefined {
    for (const window of windows(text)) if (this.#needles.has(window)) return window
    return undefined
  }
}
