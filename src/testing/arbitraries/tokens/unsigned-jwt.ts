import { base64url } from './base64url.ts'

/** A JWT that nobody signed. @param serial a text that is in its signature, and in no other's */
export const unsignedJwt = (payload: string, serial: string): string =>
  [base64url('{"alg":"none"}'), base64url(payload), base64url(`${serial}-signature-of-it`)].join('.')
