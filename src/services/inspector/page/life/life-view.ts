import { h, put, s, say, setAttribute } from '../dom/element.ts'
import { onceAFrame, wantsStillness } from '../dom/frame.ts'
import type { History } from '../model/history.ts'
import type { Look } from '../model/look.ts'
import type { Model } from '../model/model.ts'
import { drawLife } from './draw-life.ts'
import { legend } from './legend.ts'
import { Life } from './life.ts'
import { LiveHand } from './live-hand.ts'
import { type OtherLife, otherLifeOf, otherPolicy } from './other-life.ts'
import { type Scale, scaleOf } from './scale.ts'
import { turnOf } from './turns.ts'
import { type Reach, windowOf } from './window.ts'

const reaches: readonly (readonly [Reach, string])[] = [
  ['token', 'This token'],
  ['recent', 'Three tokens'],
  ['all', 'All'],
]

/** The line of life of the session that is looked at; and, if asked, the one it would have had. */
export class LifeView {
  readonly element: HTMLElement
  readonly #model: Model
  readonly #look: Look
  readonly #drawing = s('svg', { class: 'life-drawing', role: 'img' })
  readonly #paper = h('div', { class: 'life-paper' }, this.#drawing)
  readonly #reachButtons: HTMLElement
  readonly #whatIfButton: HTMLButtonElement
  readonly #words = h('p', { class: 'what-if-words', 'aria-live': 'polite' })
  readonly #hand = new LiveHand()
  readonly redraw: () => void
  #history: History | undefined
  #life = new Life()
  #other: OtherLife | undefined
  #isAskedWhatIf = false
  #reach: Reach = 'recent'
  #width = 0
  #scale: Scale | undefined
  /** What is drawn, and where the hand points: neither is done twice. */
  #drawn = ''
  #pointed = ''
  #height = 0
  #lines: readonly { readonly life: Life; readonly y: number }[] = []
  #isAsking = false

  constructor(model: Model, look: Look) {
    this.#model = model
    this.#look = look
    this.redraw = onceAFrame(() => this.draw())
    this.#whatIfButton = h('button', {
      type: 'button',
      class: 'what-if',
      'aria-pressed': 'false',
      on: { click: () => this.toggleWhatIf() },
    })
    this.#reachButtons = h(
      'div',
      { class: 'segments', role: 'group', 'aria-label': 'How much of it' },
      ...reaches.map(([reach, text]) =>
        h('button', { type: 'button', 'data-reach': reach, on: { click: () => this.#show(reach) } }, text),
      ),
    )
    this.element = h(
      'section',
      { class: 'card life', 'aria-label': 'Line of life' },
      h('div', { class: 'card-head' }, h('h2', {}, 'Line of life'), this.#reachButtons, this.#whatIfButton),
      this.#words,
      this.#paper,
      legend(),
    )
    this.#listenToPointer()
    new ResizeObserver(([entry]) => {
      this.#width = Math.floor(entry?.contentRect.width ?? 0)
      this.redraw()
    }).observe(this.#paper)
  }

  /** Asks what would have been under the other policy, or asks no more. */
  toggleWhatIf(): void {
    this.#isAskedWhatIf = !this.#isAskedWhatIf
    this.#other = undefined
    this.redraw()
  }

  draw(): void {
    const { history, version, isNow } = this.#look
    if (!history || this.#width === 0) return
    this.#follow(history)
    const nowMs = this.#model.isLive(history) ? Math.max(this.#model.nowMs, history.atMs) : history.atMs
    const momentMs = history.records[version - 1]?.atMs ?? nowMs
    const { fromMs, toMs } = windowOf(
      this.#life,
      this.#reach,
      momentMs,
      isNow ? nowMs : undefined,
      this.#isAskedWhatIf ? 0.14 : 0.04,
    )
    const other = this.#other
    const drawn = `${history.key} ${history.version} ${fromMs} ${toMs} ${this.#width} ${other?.version} ${this.#isAskedWhatIf}`
    if (drawn !== this.#drawn) {
      this.#drawn = drawn
      this.#scale = scaleOf({ fromMs, toMs }, this.#width > 560 ? 84 : 10, this.#width - 24)
      this.#drawLines(history, this.#scale, nowMs)
      this.#drawHead(history)
      this.#hand.takeUp(this.#drawing)
      this.#pointed = ''
    }
    const pointed = `${version} ${isNow}`
    if (pointed !== this.#pointed && this.#scale) {
      this.#pointed = pointed
      this.#hand.draw({
        scale: this.#scale,
        height: this.#height,
        lines: this.#lines,
        nowMs: this.#model.isLive(history) ? nowMs : undefined,
        momentMs,
        isAtEnd: this.#look.isFollowing,
      })
    }
    this.#hand.move(nowMs)
  }

  #drawLines(history: History, scale: Scale, nowMs: number): void {
    const other = this.#other
    const common = { scale, nowMs, partingMs: other?.parting?.atMs }
    const first = drawLife({ ...common, life: this.#life, isImagined: false })
    // Where only the recorded history has ended, the other one goes on for as long as there is to see.
    const otherNowMs = history.hasEnded && other?.life.hasEnded === false ? scale.toMs : nowMs
    const second = other && drawLife({ ...common, life: other.life, nowMs: otherNowMs, isImagined: true })
    const titleHeight = second ? 44 : 0
    const secondY = first.height + 2 * titleHeight
    const at = (y: number, ...children: SVGElement[]) =>
      s('g', { transform: `translate(0 ${y})` }, ...children)
    const title = (text: string) => s('text', { x: 0, y: -24, class: 'life-title' }, text)
    this.#height = second ? secondY + second.height : first.height
    this.#lines = [{ life: this.#life, y: titleHeight }, ...(other ? [{ life: other.life, y: secondY }] : [])]
    setAttribute(this.#drawing, 'viewBox', `0 0 ${this.#width} ${this.#height}`)
    setAttribute(this.#drawing, 'width', this.#width)
    setAttribute(this.#drawing, 'height', this.#height)
    setAttribute(this.#drawing, 'aria-label', this.#inWords(history))
    put(
      this.#drawing,
      hatching(),
      at(
        titleHeight,
        ...(second ? [title(`as it was, under ${history.records[0]?.policy}`)] : []),
        first.element,
      ),
      second && at(secondY, title(`as it would have been, under ${other?.policy}`), second.element),
      this.#hand.element,
    )
  }

  #drawHead(history: History): void {
    say(this.#whatIfButton, `What if it were ${otherPolicy(history.records)}?`)
    setAttribute(this.#whatIfButton, 'aria-pressed', this.#isAskedWhatIf ? 'true' : 'false')
    say(this.#words, this.#isAskedWhatIf ? (this.#other?.words ?? 'It is run once more …') : '')
    for (const button of this.#reachButtons.children) {
      const isPressed = button.getAttribute('data-reach') === this.#reach
      setAttribute(button, 'aria-pressed', isPressed ? 'true' : 'false')
    }
  }

  #inWords(history: History): string {
    const { tokens, attempts, marks } = this.#life
    return `${history.stream}: ${tokens.length} tokens, ${attempts.length} attempts, ${marks.length} other events. The records say it in words.`
  }

  /** Takes the records that have come since. */
  #follow(history: History): void {
    if (history !== this.#history) {
      this.#history = history
      this.#life = new Life()
      this.#other = undefined
    }
    for (const step of history.steps.slice(this.#life.turns)) this.#life.take(turnOf(step))
    if (this.#isAskedWhatIf && this.#other?.version !== history.steps.length) this.#ask(history)
  }

  #ask(history: History): void {
    if (this.#isAsking) return
    this.#isAsking = true
    void otherLifeOf(history)
      .then((other) => {
        if (history === this.#history && this.#isAskedWhatIf) this.#other = other
      })
      .finally(() => {
        this.#isAsking = false
        this.redraw()
      })
  }

  #show(reach: Reach): void {
    this.#reach = reach
    this.#drawn = ''
    this.redraw()
  }

  /** A press goes to that time; a bar or a mark, to the record that made it. */
  #listenToPointer(): void {
    const travel = (event: PointerEvent) => {
      if (!this.#scale) return
      const { left } = this.#drawing.getBoundingClientRect()
      this.#look.goToTime(this.#scale.at(event.clientX - left))
    }
    this.#drawing.addEventListener('pointerdown', (event) => {
      const version = (event.target as Element).closest('[data-version]')?.getAttribute('data-version')
      if (version) this.#look.goTo(Number(version))
      else {
        this.#drawing.setPointerCapture(event.pointerId)
        travel(event)
      }
    })
    this.#drawing.addEventListener('pointermove', (event) => {
      if (this.#drawing.hasPointerCapture(event.pointerId)) travel(event)
    })
  }

  /** How long until a drawing that moves has moved enough to be seen, ms. */
  get nextMoveMs(): number {
    const perPixel = this.#scale?.msPerPx ?? 1_000
    return Math.min(Math.max(perPixel / 2, wantsStillness() ? 1_000 : 33), 1_000)
  }
}

function hatching(): SVGElement {
  return s(
    'defs',
    {},
    s(
      'pattern',
      { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      s('rect', { width: 6, height: 6, class: 'hatch-ground' }),
      s('line', { x1: 0, x2: 0, y1: 0, y2: 6, class: 'hatch-line' }),
    ),
  )
}
