import { readdirSync, readFileSync } from 'node:fs'
import { exportJsonl, importJsonl, replay, verify } from 'halflife'
import { describe, expect, it } from 'vitest'
import ours from '../../../../package.json' with { type: 'json' }
import { play, scenes } from '../histories/scenes.ts'
import { all, chained } from '../recorded.ts'

const folder = new URL('../histories/', import.meta.url)
const releases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())

describe('this release', () => {
  it.each(Object.keys(scenes))('records the history %s as it did when it was made', async (name) => {
    const { journal, stream } = await play(name)
    const lines = await all(exportJsonl(await chained(journal.read(stream))))
    // A release records its histories once: `vitest -u` writes them, while it is being made.
    await expect(lines.join('')).toMatchFileSnapshot(`../histories/${ours.version}/${name}.jsonl`)
  })
})

describe.each(releases.map(({ name }) => name))('of release %s', (release) => {
  const files = readdirSync(new URL(`${release}/`, folder))
  const read = (file: string) => readFileSync(new URL(`${release}/${file}`, folder), 'utf8')

  it('there are histories', () => expect(files.length).toBeGreaterThan(0))

  it.each(files)('%s is unbroken, and today the same is decided', async (file) => {
    expect(await verify(importJsonl(read(file)))).toMatchObject({
      ok: true,
      chain: 'unbroken',
      differences: [],
    })
  })

  it.each(files)('%s replays to where it stood', async (file) => {
    const records = await all(importJsonl(read(file)))
    const { version, state } = await replay(records)
    expect({ version, state }).toEqual({ version: records.length, state: records.at(-1)?.state })
  })
})
