import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('the size in the README is the one that size-limit measures, and within its limit', () => {
  const printed = execFileSync('npx', ['--no', '--', 'size-limit', '--json'], { encoding: 'utf8' })
  const [{ size, passed }] = JSON.parse(printed.slice(printed.indexOf('['))) as [
    { size: number; passed: boolean },
  ]
  expect(readFileSync('README.md', 'utf8')).toContain(`**${(size / 1000).toFixed(1)} kB**`)
  expect(passed).toBe(true)
})
