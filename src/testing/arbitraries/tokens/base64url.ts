/** The bytes of a text, as the letters that `btoa` takes. */
export const binary = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text))

/** Base64url without padding (RFC 4648), of a text in UTF-8. */
export const base64url = (text: string): string =>
  btoa(binary(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** What base64url stands for, a letter a byte; empty if it is none. */
export function fromBase64url(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}
