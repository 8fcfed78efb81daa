import { ActorsView, ActorView } from './actors/actors-view.ts'
import { ChartView } from './chart/chart-view.ts'
import { connect } from './connection/connect.ts'
import { h, put, setAttribute } from './dom/element.ts'
import { onceAFrame } from './dom/frame.ts'
import { EmptyView } from './empty/empty-view.ts'
import { listenToKeys } from './keys/keys.ts'
import { LifeView } from './life/life-view.ts'
import { Look } from './model/look.ts'
import { Model } from './model/model.ts'
import { ContextView } from './moment/context-view.ts'
import { HeadView } from './moment/head-view.ts'
import { RecordsView } from './records/records-view.ts'
import { SessionsView } from './sessions/sessions-view.ts'
import { signal } from './signal/signal.ts'
import { TopBar } from './top-bar.ts'
import { TravelView } from './travel/travel-view.ts'

const byId = (id: string) => document.getElementById(id) as HTMLElement

/** The whole page: what was told, what is looked at, and the views that show it. */
export class App {
  readonly #changed = onceAFrame(() => this.#draw())
  readonly #model = new Model(() => this.#changed())
  readonly #look = new Look(this.#model, () => this.#changed())
  readonly #sessions = new SessionsView(this.#model, this.#look)
  readonly #actors = new ActorsView(this.#model, this.#look)
  readonly #empty = new EmptyView(this.#model)
  readonly #head = new HeadView(this.#model, this.#look, () => this.#look.choose(undefined))
  readonly #life = new LifeView(this.#model, this.#look)
  readonly #travel = new TravelView(this.#model, this.#look)
  readonly #chart = new ChartView(this.#look)
  readonly #records = new RecordsView(this.#look)
  readonly #context = new ContextView(this.#look)
  readonly #actor = new ActorView(this.#look, () => this.#look.choose(undefined))
  readonly #session = h(
    'div',
    { class: 'session-page' },
    this.#head.element,
    this.#life.element,
    this.#travel.element,
    h('div', { class: 'cards' }, this.#chart.element, this.#records.element, this.#context.element),
  )
  readonly #top: TopBar
  readonly #keys: HTMLDialogElement

  constructor() {
    const filter = this.#sessions.filter
    this.#keys = listenToKeys({
      ArrowLeft: { shown: '←', words: 'one record back', act: () => this.#look.move(-1) },
      ArrowRight: { shown: '→', words: 'one record on', act: () => this.#look.move(1) },
      Home: { words: 'the first record', act: () => this.#look.goTo(1) },
      End: { words: 'the newest record', act: () => this.#look.follow() },
      ' ': { shown: 'Space', words: 'pause here; catch up, and follow', act: () => this.#travel.toggle() },
      w: { words: 'what if: the other policy', act: () => this.#life.toggleWhatIf() },
      j: { words: 'the next session', act: () => this.#sessions.step(1) },
      k: { words: 'the session before', act: () => this.#sessions.step(-1) },
      '/': { words: 'filter the sessions', act: () => filter.focus() },
      r: { words: 'filter the records', act: () => this.#records.filter.focus() },
      Escape: { shown: 'Esc', words: 'leave the filter', act: () => this.#leave() },
    })
    this.#top = new TopBar(
      this.#model,
      () => this.#keys.showModal(),
      (phase) => {
        filter.value = filter.value === phase ? '' : phase
        this.#changed()
      },
    )
  }

  start(): void {
    put(byId('top'), this.#top.element)
    put(byId('side'), this.#sessions.element, this.#actors.element)
    put(byId('main'), this.#empty.element)
    const url = new URL('live', location.href)
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    connect(url, this.#model)
    this.#tick()
  }

  #draw(): void {
    this.#chooseFirst()
    this.#sessions.draw()
    this.#actors.draw()
    this.#top.draw()
    signal(this.#model.histories.values(), this.#sessions.worst)
    const { history, actor } = this.#look
    const shown = history ? this.#session : actor ? this.#actor.element : this.#empty.element
    const main = byId('main')
    if (main.firstElementChild !== shown) put(main, shown)
    const { histories, actors } = this.#model
    const isEmpty = histories.size + actors.all.size === 0
    setAttribute(document.body, 'data-looks-at', history || actor ? 'one' : isEmpty ? 'none' : 'all')
    if (actor) this.#actor.draw()
    else if (history) this.#drawSession()
    else this.#empty.draw()
  }

  #drawSession(): void {
    this.#head.draw()
    this.#life.draw()
    this.#travel.draw()
    this.#chart.draw()
    this.#records.draw()
    this.#context.draw()
  }

  /** The stream that was asked for; else the worst, where there is room for more than the list. */
  #chooseFirst(): void {
    const { isCaughtUp, hello, histories } = this.#model
    const isChosen = this.#look.history !== undefined || this.#look.actor !== undefined
    if (!isCaughtUp || isChosen || this.#hasChosen) return
    this.#sessions.draw()
    const asked = [...histories.values()].find(({ stream }) => stream === hello?.stream)
    const first = asked ?? (matchMedia('(width >= 760px)').matches ? this.#sessions.worst : undefined)
    if (!first) return
    this.#hasChosen = true
    this.#look.choose(first.key)
  }

  #hasChosen = false

  #leave(): void {
    const active = document.activeElement as HTMLElement | null
    if (active?.matches('input[type=search]'))
      byId(active.id === 'session-filter' ? 'session' : 'record').focus()
  }

  /** Time goes on: countdowns every second, what moves over the line of life as often as can be seen. */
  #tick(): void {
    let lastSecond = 0
    const tick = () => {
      const second = Math.floor(this.#model.nowMs / 1_000)
      if (second !== lastSecond) this.#changed()
      else if (this.#look.history && !document.hidden) this.#life.draw()
      lastSecond = second
      setTimeout(tick, document.hidden ? 1_000 : this.#life.nextMoveMs)
    }
    tick()
  }
}
