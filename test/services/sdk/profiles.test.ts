import { readFileSync } from 'node:fs'
import { openSession } from 'halflife'
import { type Profile, profiles } from 'halflife/sdk'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { opaque } from '../session/setting.ts'

const root = new URL('../../../', import.meta.url)
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8')
const all: Profile[] = Object.values(profiles)

/** As pages are linked to: lower case, without signs, with hyphens. */
const anchorsIn = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )

describe('the profile of', () => {
  it.each(all)('$title has its source in the reference', ({ source, title, entry }) => {
    const [page = '', anchor = ''] = source.split('#')
    expect(anchorsIn(page)).toContain(anchor)
    // Under that heading, and no other.
    const section = textOf(page)
      .split(/^## /m)
      .find((part) => part.startsWith(`${title}\n`))
    expect(section).toMatch(new RegExp(`- Documented: \`${entry}\\(`, 'i'))
  })

  it.each(all)('$title says of itself what the reference says', ({ source, title, evidence, ...habits }) => {
    const section =
      textOf(source.split('#')[0] ?? '')
        .split(/^## /m)
        .find((part) => part.startsWith(`${title}\n`)) ?? ''
    const seen = {
      run: /^- Run: /m,
      read: /^- Read(, not run)?: /m,
      bridge: /itself\. Read: the bridge/,
      none: /^- Not observed\./m,
    }
    expect(section).toMatch(seen[evidence])
    const isSeen = Object.values(habits).some(
      (habit) => Object(habit).observed && Object(habit).observed !== 'unknown',
    )
    if (isSeen) expect(evidence).not.toBe('none')
  })

  it.each(all)('$title has a page of its own', ({ name, policy }) => {
    const page = textOf(`docs/sdk/${name}.md`)
    expect(page).toMatch(policy === 'stay' ? /stays/ : /kicked/)
    expect(textOf('docs/sdk/README.md')).toContain(`(${name}.md)`)
  })

  it.each(all)('$title has a signature with its method, and is told isExpired if it says so', (profile) => {
    expect(profile.signature).toMatch(new RegExp(`^${profile.entry}\\(`))
    const isToldByType = profile.signature.includes('isExpired')
    const { documented, observed } = profile.isExpired
    // Flutter's type has none: what is documented is not what its example takes.
    expect(isToldByType).toBe(documented === 'yes' && !(observed === 'no' && profile.name === 'flutter'))
  })
})

describe('the profiles', () => {
  it('stay where they are documented to, and kick elsewhere', () => {
    const kicking = all.filter(({ policy }) => policy === 'kick').map(({ name }) => name)
    expect(kicking).toEqual(['cpp', 'dotnet'])
    for (const { policy, rejectionAsks, isExpired } of all) {
      const documented = policy === 'stay' ? 'yes' : 'no'
      expect([rejectionAsks.documented, isExpired.documented]).toEqual([documented, documented])
    }
  })

  it('are called by their names', () => {
    expect(Object.entries(profiles).filter(([name, profile]) => name !== profile.name)).toEqual([])
  })

  it('open sessions', async () => {
    for (const profile of all) {
      const session = openSession({ profile, token: opaque('token-0'), refresh: () => opaque('token-1') })
      expect(session.state).toBe('valid')
      await session.close()
    }
  })

  it('are exact in their types', () => {
    expectTypeOf(profiles.cpp.policy).toEqualTypeOf<'kick'>()
    expectTypeOf(profiles['react-native'].reinitialization.observed).toEqualTypeOf<'keep'>()
    expectTypeOf<keyof typeof profiles>().toEqualTypeOf<
      'web' | 'ios' | 'android' | 'react-native' | 'flutter' | 'cpp' | 'dotnet'
    >()
  })

  it('are what the tables of "stay or kick" were written from: else `npm run docs`', async () => {
    const { partsOf, withParts } = await import(new URL('scripts/docs/differences.js', root).href)
    const page = textOf('docs/stay-or-kick.md')
    expect(page).toBe(withParts(page, partsOf(profiles)))
    expect(() => withParts('a page', partsOf(profiles))).toThrow('The page has no marks for ends.')
  })
})
