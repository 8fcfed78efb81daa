import { h, say, setAttribute } from '../dom/element.ts'
import { clockTime } from '../dom/time.ts'
import type { Look } from '../model/look.ts'
import type { Model } from '../model/model.ts'

/** Time travel: a slider over the records, steps back and on, and back to now. */
export class TravelView {
  readonly element: HTMLElement
  readonly #model: Model
  readonly #look: Look
  readonly #slider: HTMLInputElement
  readonly #number = h('span', {})
  readonly #when = h('span', { class: 'when' })
  readonly #back: HTMLButtonElement
  readonly #on: HTMLButtonElement
  readonly #live: HTMLButtonElement

  constructor(model: Model, look: Look) {
    this.#model = model
    this.#look = look
    this.#slider = h('input', {
      id: 'moment',
      type: 'range',
      min: 1,
      step: 1,
      'aria-label': 'Moment, by record',
      on: { input: () => look.goTo(Number(this.#slider.value)) },
    })
    const button = (label: string, text: string, click: () => void) =>
      h('button', { type: 'button', class: 'quiet', 'aria-label': label, title: label, on: { click } }, text)
    this.#back = button('One record back', '‹', () => look.move(-1))
    this.#on = button('One record on', '›', () => look.move(1))
    this.#live = h('button', { type: 'button', class: 'live', on: { click: () => this.toggle() } })
    this.element = h(
      'section',
      { class: 'travel', 'aria-label': 'Time travel' },
      this.#back,
      this.#slider,
      this.#on,
      h('output', { class: 'where', for: 'moment' }, this.#number, this.#when),
      this.#live,
    )
  }

  /** Pauses at the last record, or catches up. */
  toggle(): void {
    if (this.#look.isFollowing) this.#look.pause()
    else this.#look.follow()
  }

  draw(): void {
    const { history, version, isFollowing } = this.#look
    if (!history) return
    const last = history.version
    setAttribute(this.#slider, 'max', Math.max(last, 1))
    if (this.#slider.value !== String(version)) this.#slider.value = String(version)
    const record = history.records[version - 1]
    const when = record ? clockTime(record.atMs) : ''
    setAttribute(
      this.#slider,
      'aria-valuetext',
      `Record ${version} of ${last}, ${when}, ${record?.type ?? ''}`,
    )
    this.#slider.style.setProperty('--done', last > 1 ? `${((version - 1) / (last - 1)) * 100}%` : '100%')
    say(this.#number, `${version} / ${last}`)
    say(this.#when, when)
    this.#back.disabled = version <= 1
    this.#on.disabled = version >= last && isFollowing
    this.#drawLive(last - version)
  }

  #drawLive(behind: number): void {
    const { history, isFollowing } = this.#look
    const isLive = history !== undefined && this.#model.isLive(history)
    const state = !isFollowing ? 'behind' : isLive ? 'live' : 'end'
    setAttribute(this.#live, 'data-state', state)
    setAttribute(this.#live, 'aria-pressed', isFollowing ? 'true' : 'false')
    const words = {
      live: 'Live',
      end: 'At the end',
      behind: behind > 0 ? (isLive ? `Catch up (${behind})` : 'To the end') : 'Paused',
    }
    say(this.#live, words[state])
    setAttribute(
      this.#live,
      'title',
      isFollowing ? 'Pause here (space)' : `Go to the newest record, and follow what comes (space)`,
    )
  }
}
