import { headline } from '../../../journal/explain/headline.ts'
import { sentences } from '../../../journal/explain/sentences.ts'
import { Story } from '../../../journal/explain/story.ts'
import { verdict } from '../../../journal/explain/verdict.ts'
import { h, put, say } from '../dom/element.ts'
import { phaseGlyph } from '../dom/glyphs.ts'
import { plainly, plainName } from '../dom/plain-name.ts'
import { clockTime, countdown, day, momentsAt } from '../dom/time.ts'
import type { History } from '../model/history.ts'
import type { Look } from '../model/look.ts'
import type { Model } from '../model/model.ts'
import { type Phase, phaseIn, phaseInWords } from '../model/phase.ts'
import { dueMs } from '../model/rank.ts'

/** Who is looked at, how it fares at that moment, and why: in words. */
export class HeadView {
  readonly element: HTMLElement
  readonly #model: Model
  readonly #look: Look
  readonly #name = h('h1', {})
  readonly #badge = h('span', { class: 'badge' })
  readonly #about = h('span', { class: 'about' })
  readonly #headline = h('p', { class: 'headline' })
  readonly #why = h('p', { id: 'why', class: 'why' })
  readonly #more: HTMLButtonElement
  #shown = ''

  constructor(model: Model, look: Look, back: () => void) {
    this.#model = model
    this.#look = look
    const toList = h('button', { type: 'button', class: 'back quiet', on: { click: back } }, '‹ Sessions')
    this.#more = h('button', {
      type: 'button',
      class: 'more quiet',
      'aria-controls': 'why',
      on: { click: () => this.#toggle() },
    })
    this.element = h(
      'header',
      { class: 'head' },
      toList,
      h('div', { class: 'head-line' }, this.#name, this.#badge, this.#about),
      h('div', { class: 'reason' }, this.#headline, this.#more),
      this.#why,
    )
  }

  #isUnfolded = false

  #toggle(): void {
    this.#unfold(!this.#isUnfolded)
  }

  #unfold(isUnfolded: boolean): void {
    this.#isUnfolded = isUnfolded
    this.#why.hidden = !isUnfolded
    this.#more.setAttribute('aria-expanded', String(isUnfolded))
    say(this.#more, isUnfolded ? 'Less' : 'Why?')
  }

  draw(): void {
    const { history, version, isNow, atMs } = this.#look
    if (!history) return
    const record = history.records[version - 1]
    const policy = record?.policy ?? ''
    const due = isNow ? dueMs(history) : null
    const next =
      due === null ? '' : ` · next deadline ${due > atMs ? `in ${countdown(due - atMs)}` : 'is due'}`
    const { sources } = this.#model
    const origin = sources.size > 1 ? ` · from ${sources.get(history.source)?.name ?? 'elsewhere'}` : ''
    say(this.#about, `policy ${policy}${next}${origin}`)
    const shown = `${history.key} ${version}`
    if (shown === this.#shown) return
    this.#shown = shown
    say(this.#name, plainName(history.stream))
    this.#name.title = plainName(history.stream)
    const path = record?.state ?? ''
    const phase: Phase = record?.type === 'session.closed' && path !== 'kicked' ? 'closed' : phaseIn(path)
    put(this.#badge, phaseGlyph(phase), path)
    this.#badge.title = phaseInWords[phase]
    const { first, rest } = this.#look.step
      ? whyIn(history, version)
      : { first: history.fault ?? '', rest: '' }
    say(this.#headline, plainly(first))
    say(this.#why, plainly(rest))
    this.#unfold(this.#isUnfolded)
  }
}

/** Why a session was in its state after a record. What came before the token in use does not matter any more. */
export function whyIn(history: History, version: number): { readonly first: string; readonly rest: string } {
  const steps = history.steps.slice(0, version)
  const from = Math.max(
    0,
    steps.findLastIndex(({ record }) => record.facts.some(({ type }) => type === 'token.adopted')),
  )
  const [first, ...rest] = steps.slice(from)
  if (!first) return { first: '', rest: '' }
  const story = new Story(first)
  for (const step of rest) story.take(step)
  const at = momentsAt(story.kicked?.atMs ?? story.atMs)
  const inFull = (ms: number) => `${clockTime(ms)} on ${day(ms)}`
  return {
    first: headline(story, inFull),
    rest: [...sentences(story, at), verdict(story)].join(' '),
  }
}
