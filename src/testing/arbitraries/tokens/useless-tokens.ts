import type { FailureReason } from '../../../machines/events.ts'
import { unsignedJwt } from './unsigned-jwt.ts'

/** What an issuer hands out that is of no use, and why a session says it failed: any of these reasons. */
interface Useless {
  /** @param serial a text that is in the token, if it has one, and in no other */
  readonly make: (serial: string, issuerNowMs: number) => unknown
  readonly reasons: readonly FailureReason[]
}

const opaque = (expiresInSeconds: unknown): Useless => ({
  make: (serial) => ({ value: `${serial}.secret${serial}`, expiresInSeconds }),
  reasons: ['unknown-lifetime'],
})
const missing = (value: unknown): Useless => ({ make: () => value, reasons: ['missing'] })
const notOne = (make: () => unknown): Useless => ({ make, reasons: ['malformed', 'missing'] })

const table = {
  nothing: missing(undefined),
  null: missing(null),
  empty: { make: () => '', reasons: ['missing', 'malformed'] },
  'no JWT, and no life told': { make: (serial) => `no-jwt-${serial}`, reasons: ['unknown-lifetime'] },
  'three letters': { make: () => 'a.b.c', reasons: ['malformed'] },
  'half a JWT': {
    make: (serial, nowMs) =>
      unsignedJwt(`{"sub":"${serial}","exp":${nowMs / 1000 + 60}}`, serial)
        .split('.')
        .slice(0, 2)
        .join('.'),
    reasons: ['malformed'],
  },
  'claims that are null': { make: (serial) => unsignedJwt('null', serial), reasons: ['malformed'] },
  'claims in a list': { make: (serial) => unsignedJwt(`["${serial}"]`, serial), reasons: ['malformed'] },
  'claims without exp': {
    make: (serial) => unsignedJwt(`{"sub":"${serial}"}`, serial),
    reasons: ['unknown-lifetime'],
  },
  'exp in words': {
    make: (serial) => unsignedJwt(`{"sub":"${serial}","exp":"soon"}`, serial),
    reasons: ['unknown-lifetime', 'malformed'],
  },
  'exp in milliseconds': {
    // Not a time that is also in the records: whoever looks for pieces of the token would find it there.
    make: (serial, nowMs) =>
      unsignedJwt(`{"sub":"${serial}","exp":${Math.floor(nowMs) + 60_000.25}}`, serial),
    reasons: ['unknown-lifetime'],
  },
  'over 64 KiB': { make: (serial) => 'x'.repeat(65 * 1024) + serial, reasons: ['malformed'] },
  'a number': notOne(() => 42),
  'an empty object': notOne(() => ({})),
  'an empty list': notOne(() => []),
  'a life of 0': opaque(0),
  'a negative life': opaque(-5),
  'a life of NaN': opaque(Number.NaN),
  'a life without end': opaque(Number.POSITIVE_INFINITY),
  'a life in words': opaque('60'),
  'a life untold': { make: (serial) => ({ value: serial.repeat(2) }), reasons: ['unknown-lifetime'] },
  'an end in seconds': {
    make: (serial, nowMs) => ({ value: serial.repeat(2), expiresAtMs: Math.round(nowMs / 1000) + 60 }),
    reasons: ['expired'],
  },
  'a line break in it': {
    make: (serial) => ({ value: `${serial}\r\n${serial}`, expiresInSeconds: 60 }),
    reasons: ['malformed'],
  },
  'white space around it': {
    make: (serial) => ({ value: ` ${serial.repeat(2)} `, expiresInSeconds: 60 }),
    reasons: ['malformed'],
  },
} satisfies Record<string, Useless>

/** What no keeper can use, by name: `'half a JWT'`. */
export type UselessToken = keyof typeof table

/** Every useless token there is, with what a session calls it. */
export const uselessTokens: Readonly<Record<UselessToken, Useless>> = table
