import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { isExitOf } from '../conference.ts'
import type { ConferenceRoom } from './conference-room.ts'
import type { Timers } from './timers.ts'

/** A silent connection looks dead to those on the way; undici, under `fetch`, gives up after 300 s. */
const signOfLifeMs = 15_000

/**
 * One participant's stream: what happened in the room since it joined, or after its `Last-Event-ID`, and
 * then what happens. Its own exit is the last that it hears.
 *
 * @throws Refusal 404 if it is not in the room
 */
export function streamEvents(c: Context, room: ConferenceRoom, sessionId: string, timers: Timers): Response {
  const since = room.sinceEventId(sessionId)
  const lastSeen = Number(c.req.header('last-event-id') ?? 0)
  const after = Math.max(since, Number.isSafeInteger(lastSeen) ? lastSeen : 0)

  return streamSSE(c, async (stream) => {
    const gone = new AbortController()
    stream.onAbort(() => gone.abort())

    let stopBreathing: () => void = () => undefined
    const breathe = (): void => {
      void stream.write(':\n\n')
      stopBreathing = timers.after(signOfLifeMs, breathe)
    }
    breathe()

    try {
      for await (const event of room.log.follow(after, gone.signal)) {
        await stream.writeSSE({ id: String(event.id), event: event.type, data: JSON.stringify(event) })
        if (isExitOf(sessionId, event)) return
      }
    } finally {
      stopBreathing()
    }
  })
}
