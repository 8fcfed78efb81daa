import { describe, expect, it } from 'vitest'
import { chartStyle } from '../../../../src/services/inspector/chart/chart-style.ts'
import { drawChart } from '../../../../src/services/inspector/chart/draw-chart.ts'
import { charts } from '../../../../src/services/inspector/chart/layout.generated.ts'
import { element } from '../../../../src/services/inspector/chart/markup.ts'

/** The opening tags of a drawing, as attributes by name. */
const tagsOf = (svg: string) =>
  [...svg.matchAll(/<([a-z]+)((?: [\w:-]+="[^"]*")*)\/?>/g)].map(([, name, attributes = '']) => ({
    name,
    ...Object.fromEntries(
      [...attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    ),
  })) as Record<string, string>[]
const wordsIn = (list: string | undefined) => (list ?? '').split(' ').filter(Boolean)

describe('a drawing of a chart', () => {
  for (const { policy, states, transitions } of Object.values(charts)) {
    it(`${policy}: shows every state that can be reached, and the words of every transition that can be taken`, () => {
      const tags = tagsOf(drawChart(policy))
      const shown = tags.map((tag) => tag['data-state']).filter((path) => path !== undefined)
      const reached = states.map(({ path }) => path).filter((path) => policy === 'kick' || path !== 'kicked')
      expect(new Set(shown)).toStrictEqual(new Set(reached))
      const said = tags
        .filter(({ name }) => name === 'text')
        .flatMap((tag) => wordsIn(tag['data-transition']))
      const taken = transitions.filter(({ isTaken }) => isTaken).map(({ id }) => id)
      expect(said.sort()).toStrictEqual(taken.sort())
    })

    it(`${policy}: is well-formed, and the same each time`, () => {
      const svg = drawChart(policy, { current: 'valid.idle' })
      expect(drawChart(policy, { current: 'valid.idle' })).toBe(svg)
      const open: string[] = []
      for (const [, close, name = '', self] of svg.matchAll(/<(\/?)([a-z]+)(?: [\w:-]+="[^"<>]*")*(\/?)>/g)) {
        if (close) expect(open.pop()).toBe(name)
        else if (!self) open.push(name)
      }
      expect(open).toStrictEqual([])
      const strays = svg.replace(chartStyle, '').replace(/<\/?[a-z]+(?: [\w:-]+="[^"<>]*")*\/?>/g, '')
      expect(strays).not.toMatch(/[<>]/)
    })
  }

  it('lights the current state with the state around it, and all that the last transition went along', () => {
    const last = 'valid.idle/api.rejected'
    const tags = tagsOf(drawChart('stay', { current: 'expired.requesting', lastTransition: last }))
    const lit = (className: string) => tags.filter((tag) => wordsIn(tag['class']).includes(className))
    expect(lit('current').map((tag) => tag['data-state'])).toStrictEqual(['expired', 'expired.requesting'])
    const along = lit('last')
    expect(along.length).toBeGreaterThan(2)
    for (const tag of along) expect(wordsIn(tag['data-transition'])).toContain(last)
    expect(tags.filter((tag) => wordsIn(tag['data-transition']).includes(last))).toHaveLength(along.length)
  })

  it('lights nothing unless it is told to', () => {
    expect(drawChart('kick').replace(chartStyle, '')).not.toMatch(/\b(current|last)\b/)
  })

  it('brings its style and is one image; in a page it brings none, and is buttons', () => {
    const picture = drawChart('kick')
    expect(picture).toContain('<style>')
    expect(picture).toContain('prefers-color-scheme: dark')
    expect(picture).toContain('role="img"')
    expect(picture).not.toContain('tabindex')
    const control = drawChart('kick', { use: 'control' })
    expect(control).not.toMatch(/<style|style="|<script|href/)
    for (const tag of tagsOf(control)) {
      const isShown = tag['data-state'] !== undefined || (tag['name'] === 'text' && 'data-transition' in tag)
      if (isShown)
        expect(tag).toMatchObject({ role: 'button', tabindex: '0', 'aria-label': expect.any(String) })
    }
  })

  it('gives every button a name that has the words which are seen', () => {
    const control = drawChart('kick', { use: 'control' })
    const words = [...control.matchAll(/<text class="words"[^>]*aria-label="([^"]*)">(.*?)<\/text>/g)]
    expect(words.length).toBeGreaterThan(20)
    for (const [, label, seen = ''] of words) expect(label).toContain(seen.replace(/<[^>]*>/g, ''))
  })

  it('escapes what is written into it', () => {
    const hostile = `"><script>&'`
    expect(element('g', { class: hostile })).toBe('<g class="&quot;&gt;&lt;script&gt;&amp;&#39;"/>')
    // A state or transition that there is not lights nothing, and is not written anywhere.
    expect(drawChart('stay', { current: hostile, lastTransition: hostile })).toBe(drawChart('stay'))
  })
})
