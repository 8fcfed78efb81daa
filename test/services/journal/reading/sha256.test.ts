import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { sha256, webSha256 } from '../../../../src/services/journal/sha256.ts'

const texts = fc.string({ unit: 'binary', maxLength: 600 })
const byNode = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

describe('a hash is the same everywhere', () => {
  it('at once, where Node is', () => fc.assert(fc.property(texts, (text) => sha256(text) === byNode(text))))

  it('by WebCrypto', () =>
    fc.assert(fc.asyncProperty(texts, async (text) => (await webSha256(text)) === byNode(text))))

  it('by WebCrypto where a host knows no other', async () => {
    vi.resetModules()
    vi.stubGlobal('process', { ...process, getBuiltinModule: undefined })
    try {
      const elsewhere = await import('../../../../src/services/journal/sha256.ts')
      const hash = elsewhere.sha256('half-life')
      expect(hash).toBeInstanceOf(Promise)
      expect(await hash).toBe(byNode('half-life'))
    } finally {
      vi.unstubAllGlobals()
    }
  })
})
