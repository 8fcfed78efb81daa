import { h, say } from '../dom/element.ts'
import { clockTime } from '../dom/time.ts'
import { VirtualList } from '../dom/virtual-list.ts'
import type { Actor, ActorEntry } from '../model/actors.ts'
import type { Look } from '../model/look.ts'
import type { Model } from '../model/model.ts'

/** The XState actors that tell of themselves, by name. */
export class ActorsView {
  readonly element: HTMLElement
  readonly list: VirtualList<Actor>
  readonly #model: Model
  readonly #look: Look
  readonly #count = h('span', { class: 'count' })

  constructor(model: Model, look: Look) {
    this.#model = model
    this.#look = look
    this.list = new VirtualList<Actor>({
      id: 'actor',
      label: 'Actors',
      rowHeight: 44,
      makeRow: () => h('div', { class: 'actor' }, h('span'), h('span', { class: 'faint' }), h('code')),
      fillRow: (row, { name, sessionId, snapshot }) => {
        const [title, id, value] = row.children
        if (title) say(title, name)
        if (id) say(id, name === sessionId ? '' : sessionId)
        if (value) say(value, valueInShort(snapshot?.value ?? snapshot?.status))
      },
      onSelect: ({ key }) => this.#look.choose(key),
    })
    this.element = h(
      'section',
      { class: 'actors', 'aria-label': 'Actors' },
      h('div', { class: 'side-head' }, h('h2', {}, 'XState actors'), this.#count),
      this.list.element,
    )
  }

  draw(): void {
    const actors = [...this.#model.actors.all.values()]
    this.element.hidden = actors.length === 0
    say(this.#count, String(actors.length))
    this.list.show(
      actors,
      actors.findIndex(({ key }) => key === this.#look.key),
    )
  }
}

/** One actor: where it is, what it was told, and what it remembers. */
export class ActorView {
  readonly element: HTMLElement
  readonly #look: Look
  readonly #name = h('h1', {})
  readonly #about = h('span', { class: 'about' })
  readonly #value = h('pre', { tabindex: 0, 'aria-label': 'Its state as JSON' })
  readonly #context = h('pre', { tabindex: 0, 'aria-label': 'Its context as JSON' })
  readonly #detail = h('pre', { tabindex: 0, 'aria-label': 'The event as JSON' })
  readonly #entries: VirtualList<ActorEntry>
  #chosen: ActorEntry | undefined

  constructor(look: Look, back: () => void) {
    this.#look = look
    this.#entries = new VirtualList<ActorEntry>({
      id: 'entry',
      label: 'What it was told',
      rowHeight: 32,
      makeRow: () => h('div', { class: 'entry' }, h('span', { class: 'faint' }), h('span'), h('code')),
      fillRow: (row, { atMs, kind, event, snapshot }) => {
        const [time, what, value] = row.children
        if (time) say(time, clockTime(atMs))
        if (what) say(what, kind === 'told' ? `told ${event.type}` : `took ${event.type}`)
        if (value) say(value, snapshot ? valueInShort(snapshot.value ?? snapshot.status) : '')
      },
      onSelect: (entry) => {
        this.#chosen = entry
        this.draw()
      },
    })
    const card = (title: string, ...children: HTMLElement[]) =>
      h(
        'section',
        { class: 'card', 'aria-label': title },
        h('div', { class: 'card-head' }, h('h2', {}, title)),
        ...children,
      )
    const toList = h('button', { type: 'button', class: 'back quiet', on: { click: back } }, '‹ Sessions')
    this.element = h(
      'div',
      { class: 'actor-page' },
      h('header', { class: 'head' }, toList, h('div', { class: 'head-line' }, this.#name, this.#about)),
      h(
        'div',
        { class: 'actor-cards' },
        card('State', this.#value),
        card('Context', this.#context),
        card('Events', this.#entries.element, this.#detail),
      ),
    )
  }

  draw(): void {
    const { actor } = this.#look
    if (!actor) return
    const { name, sessionId, entries, count } = actor
    if (this.#chosen && !entries.includes(this.#chosen)) this.#chosen = undefined
    // As it was when it took the event that is chosen; else as it is.
    const snapshot = this.#chosen?.snapshot ?? actor.snapshot
    say(this.#name, name)
    say(this.#about, `${sessionId} · ${snapshot?.status ?? 'unknown'} · ${count} messages`)
    say(this.#value, inJson(snapshot?.value ?? snapshot?.status))
    say(this.#context, inJson(snapshot?.context))
    say(this.#detail, this.#chosen ? inJson(this.#chosen.event) : 'Choose an event to see it.')
    const newestFirst = [...entries].reverse()
    this.#entries.show(newestFirst, this.#chosen ? newestFirst.indexOf(this.#chosen) : -1)
  }
}

const inJson = (value: unknown): string => (value === undefined ? '(none)' : JSON.stringify(value, null, 2))

function valueInShort(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string'
    ? value
    : JSON.stringify(value).replaceAll(/["{}]/g, '').replaceAll(':', '.')
}
