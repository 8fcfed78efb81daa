import { HalflifeError } from '../../errors.ts'

/**
 * The value of an `Authorization` header for a key and secret.
 *
 * @throws HalflifeError `ERR_OPTION` for a pair that Basic authentication (RFC 7617) cannot carry
 */
export function basic(appKey: unknown, appSecret: unknown): string {
  if (!isPrintable(appKey) || appKey.includes(':')) {
    throw new HalflifeError(
      'ERR_OPTION',
      'appKey must be a string, not empty, without colon or control characters.',
    )
  }
  if (!isPrintable(appSecret)) {
    throw new HalflifeError(
      'ERR_OPTION',
      'appSecret must be a string, not empty, without control characters.',
    )
  }
  // Not by Node's Buffer: React Native has none.
  const bytes = Array.from(new TextEncoder().encode(`${appKey}:${appSecret}`))
  return `Basic ${btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))}`
}

function isPrintable(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/\p{Cc}/u.test(value)
}
