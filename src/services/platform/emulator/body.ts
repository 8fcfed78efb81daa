import type { Context } from 'hono'
import { invalidRequest, tooLarge } from './refusal.ts'

const maxBytes = 64 * 1_024

/** The fields of a form. @throws Refusal 400 */
export async function readForm(c: Context): Promise<URLSearchParams> {
  if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    throw invalidRequest('The body must be a form (application/x-www-form-urlencoded)')
  }
  return new URLSearchParams(await readText(c))
}

/** The members of a JSON object; of none, if there is no body. @throws Refusal 400 */
export async function readJson(c: Context): Promise<Record<string, unknown>> {
  const text = await readText(c)
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Not even JSON.
  }
  throw invalidRequest('The body must be a JSON object')
}

/** A member that may be absent, and if not is a string of at most `maxLength`. @throws Refusal 400 */
export function optionalString(
  body: Record<string, unknown>,
  name: string,
  maxLength: number,
): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value
  throw invalidRequest(`${name} must be a string of 1 to ${maxLength} characters`)
}

/** Reads a body that is too large to its end without keeping it, so that the caller hears why it is refused. */
async function readText(c: Context): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.length
    if (bytes <= maxBytes) chunks.push(chunk)
  }
  if (bytes > maxBytes) throw tooLarge()
  return Buffer.concat(chunks).toString()
}
