import { h, put, say, setAttribute } from './dom/element.ts'
import { phaseGlyph } from './dom/glyphs.ts'
import type { Model } from './model/model.ts'
import { type Phase, phaseInWords, worstFirst } from './model/phase.ts'

/** The page's first line: how the page stands to its server, and how many sessions fare how. */
export class TopBar {
  readonly element = h('div', { class: 'top-line' })
  readonly #model: Model
  readonly #link = h('span', { class: 'link' })
  readonly #source = h('span', { class: 'source' })
  readonly #tally = h('ul', { class: 'tally', 'aria-label': 'Sessions by state' })
  readonly #problem = h('span', { class: 'problem', role: 'alert' })
  #tallied = ''

  /** @param only narrows the list down to a phase */
  constructor(model: Model, showKeys: () => void, only: (phase: Phase) => void) {
    this.#model = model
    this.#tally.addEventListener('click', ({ target }) => {
      const phase = (target as Element).closest<HTMLElement>('[data-phase]')?.dataset['phase']
      if (phase) only(phase as Phase)
    })
    put(
      this.element,
      h('span', { class: 'brand' }, phaseGlyph('refreshing-half'), 'halflife'),
      this.#link,
      this.#source,
      this.#problem,
      this.#tally,
      h(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': 'Keys', title: 'Keys (?)', on: { click: showKeys } },
        '?',
      ),
    )
  }

  draw(): void {
    const { link, hello, sources, problems, histories } = this.#model
    const words = { connecting: 'connecting', connected: 'connected', lost: 'connection lost, trying again' }
    setAttribute(this.#link, 'data-link', link)
    say(this.#link, words[link])
    const names = [...sources.values()].map(({ name }) => name)
    say(this.#source, hello ? names.join(', ') : '')
    say(this.#problem, problems.at(-1)?.message ?? '')
    this.#problem.title = problems.at(-1)?.message ?? ''
    const counts = new Map<Phase, number>()
    for (const { phase } of histories.values()) counts.set(phase, (counts.get(phase) ?? 0) + 1)
    const seen = worstFirst.filter((phase) => counts.has(phase))
    const tallied = seen.map((phase) => `${phase} ${counts.get(phase)}`).join()
    if (tallied === this.#tallied) return
    this.#tallied = tallied
    put(
      this.#tally,
      ...seen.map((phase) => {
        const text = `${counts.get(phase)} ${phaseInWords[phase]}`
        return h(
          'li',
          {},
          h(
            'button',
            { type: 'button', 'data-phase': phase, title: `Show ${text}` },
            phaseGlyph(phase),
            String(counts.get(phase)),
            h('span', { class: 'unseen' }, phaseInWords[phase]),
          ),
        )
      }),
    )
  }
}
