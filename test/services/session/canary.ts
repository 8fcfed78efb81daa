import { inspect } from 'node:util'
import { expect } from 'vitest'

/** What must be found nowhere: 16 characters in a row of a token, as they are or in another encoding. */
export function canariesOf(token: string): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (text: string, length: number) => {
    for (let at = 0; at + length <= text.length; at++) found.add(text.slice(at, at + length))
  }
  // The head of a JWT is the same for all, and tells nothing.
  const secrets = token.split('.').length === 3 ? token.split('.').slice(1) : [token]
  for (const secret of secrets) {
    add(secret, 16)
    add(encodeURIComponent(secret), 24)
    const hex = Buffer.from(secret).toString('hex')
    add(hex, 32)
    add(hex.toUpperCase(), 32)
    for (const from of [0, 1, 2]) {
      for (const encoding of ['base64', 'base64url'] as const) {
        // The last characters depend on what follows.
        add(Buffer.from(secret.slice(from)).toString(encoding).replace(/=+$/, '').slice(0, -2), 22)
      }
    }
  }
  if (secrets.length === 2) {
    const claims = JSON.parse(Buffer.from(secrets[0] ?? '', 'base64url').toString())
    add(String(claims.sub), 16)
  }
  return found
}

/** Every string that can be reached from a value: own keys and values, hidden ones and symbols included. */
export function reachable(root: unknown): string {
  const seen = new Set<unknown>()
  const texts = new Set<string>()
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'string') texts.add(value)
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
      continue
    seen.add(value)
    if (value instanceof Map || value instanceof Set) waiting.push(...[...value].flat())
    for (const key of Reflect.ownKeys(value)) {
      texts.add(String(key))
      try {
        waiting.push((value as Record<PropertyKey, unknown>)[key])
      } catch {
        // A getter that throws shows nothing.
      }
    }
    waiting.push(Object.getPrototypeOf(value))
  }
  return [...texts].join('\n')
}

/** A value as it would be printed by whoever wants to see all of it. */
export const printed = (value: unknown): string => {
  const all = {
    depth: Number.POSITIVE_INFINITY,
    showHidden: true,
    maxStringLength: null,
    maxArrayLength: null,
  }
  return (
    inspect(value, all) + inspect(value, { ...all, customInspect: false }) + String(JSON.stringify(value))
  )
}

/** Fails, and names what was found, if a part of one of the tokens is in the text. */
export function expectNoCanary(text: string, tokens: readonly string[], where: string): void {
  for (const token of tokens) {
    for (const canary of canariesOf(token)) {
      if (text.includes(canary)) {
        const at = text.indexOf(canary)
        expect.fail(`${where} shows ${canary} in ...${text.slice(Math.max(0, at - 60), at + 60)}...`)
      }
    }
  }
}
