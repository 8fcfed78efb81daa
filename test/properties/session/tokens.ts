import type { GivenToken } from '../../../src/index.ts'

/** How a token is made: its form and its life by the issuer's clock. */
export interface Recipe {
  readonly form: 'jwt' | 'jwt-without-iat' | 'opaque'
  readonly ttlMs: number
  /** How old it is when it is made, ms; of its TTL or more: it is dead. Opaque tokens are always new. */
  readonly ageMs?: number
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Makes tokens, each another string, and remembers them all: they are the canaries of the secrecy tests. */
export class Mint {
  readonly strings: string[] = []
  #count = 0
  readonly #issuerNowMs: () => number

  /** @param issuerNowMs the issuer's own clock, which nobody sets */
  constructor(issuerNowMs: () => number) {
    this.#issuerNowMs = issuerNowMs
  }

  make({ form, ttlMs, ageMs = 0 }: Recipe): GivenToken {
    const serial = `canary${String(++this.#count).padStart(6, '0')}`
    if (form === 'opaque')
      return { value: this.#note(`${serial}.secret${serial}`), expiresInSeconds: ttlMs / 1000 }
    const iat = (this.#issuerNowMs() - ageMs) / 1000
    const times = form === 'jwt' ? { iat, exp: iat + ttlMs / 1000 } : { exp: iat + ttlMs / 1000 }
    const parts = [
      encode({ alg: 'none' }),
      encode({ sub: serial, ...times }),
      encode(`${serial}-signature-of-it`),
    ]
    return this.#note(parts.join('.'))
  }

  #note(value: string): string {
    this.strings.push(value)
    return value
  }
}
