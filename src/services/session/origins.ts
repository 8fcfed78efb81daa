import { HalflifeError } from '../../errors.ts'

/**
 * Who may see a token.
 *
 * @param origins each as `https://api.example.com`
 * @throws HalflifeError `ERR_OPTION`
 */
export function readOrigins(origins: readonly string[] | undefined): ReadonlySet<string> {
  if (Array.isArray(origins) && origins.every(isOrigin)) return new Set(origins)
  // What was given is not shown: an address may hold a password.
  throw new HalflifeError('ERR_OPTION', 'origins must be a list of origins, each as https://api.example.com.')
}

const isOrigin = (text: unknown): boolean =>
  typeof text === 'string' && URL.canParse(text) && new URL(text).origin === text
