/** What is used of Node's `crypto`: absent in browsers, and in Node before 20.16. */
interface NodeCrypto {
  hash?(algorithm: 'sha256', text: string, encoding: 'hex'): string
}
interface Host {
  readonly process?: { getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined }
}

/**
 * Asked for, not imported: the core runs in browsers. For a text as short as a record, WebCrypto takes ten times as
 * long, nearly all of it on the way to another thread and back.
 */
const node = (globalThis as Host).process?.getBuiltinModule?.('node:crypto')

/** The SHA-256 of a text in UTF-8, in lower-case hex: at once where Node is. */
export function sha256(text: string): string | Promise<string> {
  return node?.hash?.('sha256', text, 'hex') ?? webSha256(text)
}

/** The same, everywhere. */
export async function webSha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
