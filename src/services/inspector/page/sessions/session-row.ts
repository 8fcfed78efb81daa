import { h, put, say, setAttribute } from '../dom/element.ts'
import { phaseGlyph } from '../dom/glyphs.ts'
import { plainName } from '../dom/plain-name.ts'
import { countdown } from '../dom/time.ts'
import type { History } from '../model/history.ts'
import { phaseInWords } from '../model/phase.ts'
import { dueMs, failuresOf } from '../model/rank.ts'

/** One session in the list: its state by sign and word, its next deadline, and what failed. */
export function makeSessionRow(): HTMLElement {
  return h(
    'div',
    { class: 'session' },
    h('span', { class: 'session-sign' }),
    h('span', { class: 'session-name' }),
    h('span', { class: 'session-due' }),
    h('span', { class: 'session-state' }),
    h('span', { class: 'session-failures' }),
  )
}

export function fillSessionRow(row: HTMLElement, history: History, nowMs: number): void {
  const [sign, name, due, state, failures] = row.children as unknown as HTMLElement[]
  if (!sign || !name || !due || !state || !failures) return
  const { phase, path, stream } = history
  if (row.dataset['phase'] !== phase) {
    row.dataset['phase'] = phase
    put(sign, phaseGlyph(phase))
  }
  say(name, plainName(stream))
  setAttribute(name, 'title', plainName(stream))
  const isAsking = path.endsWith('.requesting') && !history.hasEnded
  say(state, isAsking ? `${phaseInWords[phase]}, asking` : phaseInWords[phase])
  const failed = failuresOf(history)
  say(failures, failed > 0 ? `✗ ${failed}` : '')
  setAttribute(failures, 'title', failed > 0 && `${failed} failed in a row`)
  const atMs = dueMs(history)
  say(due, atMs === null ? '' : countdown(atMs - nowMs))
}
