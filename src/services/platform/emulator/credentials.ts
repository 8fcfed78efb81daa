import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { invalidClient, invalidToken } from './refusal.ts'

/** @throws Refusal 401 unless the request has this application's key and secret */
export function checkBasic(c: Context, expected: string): void {
  if (!isSame(c.req.header('authorization') ?? '', expected)) throw invalidClient()
}

/** The token of an `Authorization: Bearer` header. @throws Refusal 401 */
export function bearerOf(c: Context): string {
  const [, token] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (token === undefined) throw invalidToken()
  return token
}

/** Compares in a time that tells nothing of where two secrets differ. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
