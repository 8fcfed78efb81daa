import type { TokenContext } from '../../../../machines/context.ts'
import { deadlineOf } from '../../../../machines/deadline.ts'
import { refreshPoints } from '../../../../machines/points.ts'
import { span } from '../../../journal/explain/span.ts'
import { h, put } from '../dom/element.ts'
import { distance, momentsAt } from '../dom/time.ts'
import type { Look } from '../model/look.ts'

/** A thing that the machine knows, in words. `faint`: nothing to speak of. */
interface Row {
  readonly name: string
  readonly value: string
  readonly aside?: string
  readonly tone?: 'faint' | 'bad'
}

/** What the machine remembers at the moment that is looked at, and the record that brought it there. */
export class ContextView {
  readonly element: HTMLElement
  readonly #look: Look
  readonly #rows = h('dl', { class: 'context-rows' })
  readonly #event = h('pre', { tabindex: 0, 'aria-label': 'The record as JSON' })
  readonly #json = h('pre', { tabindex: 0, 'aria-label': 'The context as JSON' })
  #shown = ''

  constructor(look: Look) {
    this.#look = look
    this.element = h(
      'section',
      { class: 'card context', 'aria-label': 'Context' },
      h('div', { class: 'card-head' }, h('h2', {}, 'Context')),
      h(
        'div',
        { class: 'card-scroll' },
        this.#rows,
        h('details', {}, h('summary', {}, 'Record as JSON'), this.#event),
        h('details', {}, h('summary', {}, 'Context as JSON'), this.#json),
      ),
    )
  }

  draw(): void {
    const { history, version, step, atMs, isNow } = this.#look
    const second = isNow ? Math.floor(atMs / 1_000) : ''
    const shown = `${history?.key} ${version} ${second}`
    if (shown === this.#shown) return
    this.#shown = shown
    if (!step) {
      put(this.#rows, h('dd', { class: 'faint' }, 'This record cannot be replayed.'))
      return
    }
    const { context } = step.after
    put(this.#rows, ...rowsOf(context, step.after.status, atMs).flatMap(rowInHtml))
    const { type, event, facts } = step.record
    this.#event.textContent = JSON.stringify({ version, type, event, facts }, null, 2)
    this.#json.textContent = JSON.stringify(context, null, 2)
  }
}

const rowInHtml = ({ name, value, aside, tone }: Row): HTMLElement[] => [
  h('dt', {}, name),
  h(
    'dd',
    { class: tone, 'data-name': name },
    value,
    aside !== undefined && h('span', { class: 'aside' }, aside),
  ),
]

/** @param nowMs the moment that is looked at */
function rowsOf(context: TokenContext, status: string, nowMs: number): Row[] {
  const at = momentsAt(nowMs)
  const { generation, issuedAtMs, expiresAtMs, pointsHandled, failures, lastAttempt, inFlight } = context
  const { halfAtMs, threeQuarterAtMs } = refreshPoints(context)
  const never = expiresAtMs === issuedAtMs && generation === 0
  const time = (name: string, ms: number | null, isHandled = false): Row =>
    ms === null
      ? { name, value: 'none', tone: 'faint' }
      : { name: isHandled ? `${name} ✓` : name, value: distance(ms, nowMs), aside: at(ms) }
  const dueMs = status === 'active' ? deadlineOf(context) : null
  return [
    never
      ? { name: 'token', value: 'none yet', tone: 'faint' }
      : { name: 'token', value: String(generation), aside: `lives ${span(expiresAtMs - issuedAtMs)}` },
    ...(never
      ? []
      : [
          time('issued', issuedAtMs),
          time('½ of its life', halfAtMs, pointsHandled > 0),
          time('¾ of its life', threeQuarterAtMs, pointsHandled > 1),
          time('end', expiresAtMs, pointsHandled > 2),
        ]),
    time('next deadline', dueMs),
    inFlight === null
      ? { name: 'in flight', value: 'none', tone: 'faint' }
      : { name: 'in flight', value: `attempt ${lastAttempt}`, aside: inFlight },
    count('attempts', lastAttempt),
    {
      ...count('failures', failures),
      ...(failures > 0 && { tone: 'bad', aside: 'in a row' }),
    },
    time('next retry', status === 'active' ? context.retryAtMs : null),
    ...(context.quietUntilMs === null ? [] : [time('quiet until', context.quietUntilMs)]),
    ...(context.rejectedInARow > 0
      ? [{ name: 'rejected in a row', value: String(context.rejectedInARow) }]
      : []),
    yesOrNo('rejected', context.isRejected, 'bad'),
    yesOrNo('expired', context.hasExpired, 'bad'),
    context.isInConference
      ? { name: 'conference', value: 'in' }
      : { name: 'conference', value: 'not in one', tone: 'faint' },
  ]
}

const count = (name: string, n: number): Row =>
  n === 0 ? { name, value: '0', tone: 'faint' } : { name, value: String(n) }

const yesOrNo = (name: string, isSo: boolean, tone?: 'bad'): Row =>
  isSo ? { name, value: 'yes', ...(tone && { tone }) } : { name, value: 'no', tone: 'faint' }
