import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Measured {
  readonly size: number
  readonly passed: boolean
}

it('the sizes in the README are those that size-limit measures, and within their limits', () => {
  const printed = execFileSync('npx', ['--no', '--', 'size-limit', '--json'], { encoding: 'utf8' })
  const [core, page] = JSON.parse(printed.slice(printed.indexOf('['))) as [Measured, Measured]
  const readme = readFileSync('README.md', 'utf8')
  expect(readme).toContain(`**${(core.size / 1000).toFixed(1)} kB**`)
  expect(readme).toContain(`**${Math.round(page.size / 1000)} kB**`)
  expect([core.passed, page.passed]).toEqual([true, true])
})
