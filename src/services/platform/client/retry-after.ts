/** The one form of an HTTP date that may be sent (RFC 9110, 5.6.7), such as `Sun, 06 Nov 1994 08:49:37 GMT`. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * How long an answer asks its caller to wait, in milliseconds: what its `Retry-After` says, in seconds or as a date.
 * A date is by the answerer's clock, and measured by it where the answer has a `Date`.
 *
 * @param nowMs the wall clock here, for an answer without `Date`
 * @returns `undefined` if it does not ask, or not in a way that can be read
 */
export function readRetryAfter(headers: Headers, nowMs: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const atMs = readDate(text)
  return atMs === undefined ? undefined : Math.max(0, atMs - (readDate(headers.get('date')) ?? nowMs))
}

function readDate(text: string | null): number | undefined {
  const ms = text !== null && httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}
