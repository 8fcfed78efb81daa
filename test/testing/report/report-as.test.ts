import fc from 'fast-check'
import {
  checkTokenKeeper,
  type KeeperReport,
  reportAsJson,
  reportAsJUnit,
  reportAsText,
} from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { plainTimer } from '../keeper/wrong-keepers.ts'

const nasty = '<&"\'>]]>\u0000\u0007\uD800 ü \u{1F600}\n'
const nastyInXml = '<&"\'>]]>\uFFFD\uFFFD\uFFFD ü \u{1F600}\n'
const report: KeeperReport = {
  keeper: `keeper ${nasty}`,
  seed: -5,
  kept: [{ promise: 'never-early', says: 'one', runs: 1 }],
  broken: [
    {
      promise: 'long-lives',
      says: 'two',
      how: `how ${nasty}`,
      history: ['0 s  a', `1 s  ${nasty}`],
      scenario: { ttlMs: 1000, steps: [{ do: 'pass', ms: 1000 }] },
    },
  ],
  notPromised: [{ promise: 'one-timer', says: 'three', why: `why ${nasty}` }],
}

/** Reads XML as strictly as is needed here: throws for what is not well formed. @returns its tags, and their attributes */
function readXml(xml: string) {
  const tags: { name: string; attributes: Record<string, string>; text: string }[] = []
  const open: string[] = []
  const decoded = (text: string) => {
    if (/[<]|&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(text)) throw new Error(`Not escaped: ${text}`)
    return text
      .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&')
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML must not have them
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F]|\p{Cs}/u.test(xml)) throw new Error('Not a character of XML')
  const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '')
  const part = /<(\/?)(\w+)((?: \w+="[^"<]*")*)(\/?)>|([^<]+)/gy
  let end = 0
  for (let match = part.exec(body); match; match = part.exec(body)) {
    end = part.lastIndex
    const [, closes, name = '', attributes = '', isEmpty, text] = match
    const last = tags.at(-1)
    if (text !== undefined) {
      if (last) last.text += decoded(text).trim()
    } else if (closes) {
      if (open.pop() !== name) throw new Error(`</${name}> closes another`)
    } else {
      const pairs = [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        decoded(value),
      ])
      tags.push({ name, attributes: Object.fromEntries(pairs), text: '' })
      if (!isEmpty) open.push(name)
    }
  }
  if (end !== body.length || open.length > 0) throw new Error(`Not well formed at ${end}`)
  return tags
}

describe('a report', () => {
  it('as text has what was broken first, each with its history, and the seed', () => {
    const text = reportAsText({ ...report, keeper: 'mine' })
    expect(text.split('\n')[0]).toBe('mine: keeps 1 promise, breaks 1, does not make 1')
    expect(text).toMatch(
      /✗ long-lives: how .*\n(.*\n)* {4}0 s {2}a\n(.*\n)*✓ never-early \(1 history\)\n– one-timer/,
    )
    expect(text).toContain('{ seed: -5 }')
  })

  it('as JSON is itself', () => {
    expect(JSON.parse(reportAsJson(report))).toEqual(report)
  })

  it("as JUnit's XML is well formed, whatever names are in it", () => {
    const tags = readXml(reportAsJUnit(report))
    const named = (name: string) => tags.filter((tag) => tag.name === name)
    expect(named('testcase').map(({ attributes }) => attributes['name'])).toEqual([
      'never-early',
      'long-lives',
      'one-timer',
    ])
    expect(named('testcase')[0]?.attributes['classname']).toBe(`keeper ${nastyInXml}`)
    expect(named('failure')[0]?.attributes['message']).toBe(`how ${nastyInXml}`)
    expect(named('failure')[0]?.text).toContain('1 s  <&"')
    expect(named('skipped')[0]?.attributes['message']).toBe(`why ${nastyInXml}`)
    expect(named('testsuite')[0]?.attributes).toMatchObject({ tests: '3', failures: '1', skipped: '1' })
    expect(named('property')[0]?.attributes).toEqual({ name: 'seed', value: '-5' })
  })

  it('of a real keeper reads the same in all three', async () => {
    const real = await checkTokenKeeper(fc, plainTimer, { seed: 7, only: ['never-early', 'long-lives'] })
    expect(readXml(reportAsJUnit(real)).filter(({ name }) => name === 'testcase').length).toBe(2)
    expect(reportAsText(real)).toContain('✗ long-lives: ')
    expect(JSON.parse(reportAsJson(real)).broken[0].history).toEqual(real.broken[0]?.history)
  })
})
