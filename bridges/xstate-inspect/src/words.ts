import type { SCXML } from 'xstate'
import type { EventFive } from './version-five.ts'

/** The type of an event of XState's own, as XState 4 has it; of any other, the same. */
export function typeForFour(type: string): string {
  const after = /^xstate\.after\.(\w+)\.(.+)$/.exec(type)
  if (after !== null) return `xstate.after(${after[1]})#${after[2]}`
  return type
    .replace(/^xstate\.done\.actor\./, 'done.invoke.')
    .replace(/^xstate\.error\.actor\./, 'error.platform.')
    .replace(/^xstate\.done\.state\./, 'done.state.')
}

/** An event in the envelope that XState 4 sends events in. */
export function envelopeOf(event: EventFive, from?: string): SCXML.Event<EventFive> {
  const type = typeForFour(event.type)
  return {
    name: type,
    data: { ...event, type },
    $$type: 'scxml',
    type: 'external',
    ...(from !== undefined && { origin: from }),
  }
}

/** What is in the envelope; or the event itself, if it has none. */
export function contentOf(event: unknown): EventFive | undefined {
  if (typeof event === 'string') return { type: event }
  if (typeof event !== 'object' || event === null) return undefined
  const inner = '$$type' in event && 'data' in event ? event.data : event
  if (typeof inner !== 'object' || inner === null) return undefined
  return typeof (inner as EventFive).type === 'string' ? (inner as EventFive) : undefined
}
