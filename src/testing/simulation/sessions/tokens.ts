import type { GivenToken } from '../../../services/refresh/given-token.ts'

/** What tokens look like. */
export type TokenForm = 'jwt' | 'jwt-without-iat' | 'opaque'

/** A token as its issuer remembers it. */
export interface Minted {
  readonly value: string
  readonly given: GivenToken
  /** When it ends, ms of true time since the life began. */
  readonly endsAtMs: number
  readonly ttlMs: number
  /** A session cannot find out from it that a clock is wrong: a later one was issued before, or it does not say when. */
  readonly isObscure: boolean
}

// Secrets are made of six characters over and over, so any sixteen in a row of one have all six of them somewhere, and
// base64 of them has these eight. One search then does for every piece of every token.
const marker = 'Q7cana'
const encodedMarker = 'UTdjYW5h'
const secret = marker.repeat(5)

/** Whether a text has 16 characters or more of any minted token in it. */
export const leaks = (text: string): boolean => text.includes(marker) || text.includes(encodedMarker)

/** What to look for in bytes. */
export const markers: readonly string[] = [marker, encodedMarker]

const base64url = (text: string): string =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const header = base64url('{"alg":"none"}')

/** Makes tokens, each another string. */
export class Mint {
  readonly #form: TokenForm
  readonly #originMs: number
  #count = 0
  #latestBornMs = -Infinity
  /** The last one and the one before, and no more: a life is long. */
  latest: Minted | undefined
  before: Minted | undefined

  /** @param originMs when the life began, by the issuer's clock, ms since the epoch */
  constructor(form: TokenForm, originMs: number) {
    this.#form = form
    this.#originMs = originMs
  }

  /**
   * @param nowMs since the life began, by the issuer's clock
   * @param iatAheadMs how far the claimed times lie ahead of the true ones
   */
  make(nowMs: number, ttlMs: number, iatAheadMs = 0): Minted {
    const serial = ++this.#count
    const minted = this.#minted(serial, nowMs + iatAheadMs, ttlMs)
    this.before = this.latest
    this.latest = minted
    return minted
  }

  #minted(serial: number, bornMs: number, ttlMs: number): Minted {
    const endsAtMs = bornMs + ttlMs
    const isObscure = this.#form !== 'jwt' || bornMs < this.#latestBornMs
    this.#latestBornMs = Math.max(this.#latestBornMs, bornMs)
    const expMs = this.#originMs + endsAtMs
    if (this.#form === 'opaque') {
      const value = `${secret}${serial}`
      return { value, given: { value, expiresInSeconds: ttlMs / 1000 }, endsAtMs, ttlMs, isObscure }
    }
    const iat = this.#form === 'jwt' ? `"iat":${(expMs - ttlMs) / 1000},` : ''
    // The blank makes the secret begin where base64 begins a group.
    const payload = base64url(`{"sub": "${secret}",${iat}"exp":${expMs / 1000}}`)
    const value = `${header}.${payload}.${secret}${serial}`
    return { value, given: value, endsAtMs, ttlMs, isObscure }
  }
}
