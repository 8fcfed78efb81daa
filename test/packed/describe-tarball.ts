import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Packed } from './package.ts'

/** What is asked of the tarball. It is made once for all, so its tests are in the file that makes it. */
export function describeTarball(packed: () => Packed): void {
  const textOf = (file: string) => readFileSync(join(packed().folder, file), 'utf8')

  describe('the package, as npm would publish it', () => {
    it('has code, types, maps, the page, and what people read; no tests, and nothing of the build', () => {
      const other = packed().files.filter((file) => !/^dist\/.*\.(js|d\.ts|js\.map)$/.test(file))
      expect(other.sort()).toEqual([
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'dist/services/inspector/page/index.html',
        'dist/services/inspector/page/page.css',
        'package.json',
      ])
      expect(
        packed().files.filter((file) => /\.(test|spec)\.|^dist\/(test|bench|examples|scripts)\//.test(file)),
      ).toEqual([])
    })

    it('has each file that its exports and commands name', () => {
      const { exports, bin } = JSON.parse(textOf('package.json')) as {
        exports: Record<string, string | Record<string, string>>
        bin: Record<string, string>
      }
      const named = [...Object.values(exports), bin].flatMap((entry) =>
        typeof entry === 'string' ? [entry] : Object.values(entry),
      )
      expect(named.length).toBeGreaterThan(20)
      expect(named.map((path) => normalize(path)).filter((path) => !packed().files.includes(path))).toEqual(
        [],
      )
    })

    it('has no map that leads nowhere: each code names its map, and each map holds its sources', () => {
      for (const file of packed().files.filter((file) => file.endsWith('.js'))) {
        const [, map = ''] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(textOf(file)) ?? []
        if (map === '') continue
        const path = join(dirname(file), map)
        expect(packed().files, file).toContain(path)
        const { sources, sourcesContent } = JSON.parse(textOf(path)) as Record<string, unknown[]>
        expect(sourcesContent?.length, path).toBe(sources?.length)
      }
    })

    it('imports nothing of its own that is not there', () => {
      const missing: string[] = []
      for (const file of packed().files.filter((file) => /\.(js|d\.ts)$/.test(file)))
        for (const [, path = ''] of textOf(file).matchAll(/\b(?:from|import\() ?["'](\.[^"']+)["']/g)) {
          const target = join(dirname(file), path)
          const declared = target.replace(/\.ts$/, '.d.ts')
          if (!packed().files.includes(file.endsWith('.d.ts') ? declared : target))
            missing.push(`${file}: ${path}`)
        }
      expect(missing).toEqual([])
    })
  })
}
