import type { SessionBug } from '../planted-bug.ts'
import { plantSession } from './plant-session.ts'

/** Clocks and timers, misunderstood. */
export const timers: readonly SessionBug[] = [
  plantSession({
    name: 'time-counted-by-timers',
    says: 'The time is added up from timers instead of read from the clock, so a sleep is not noticed, and it drifts.',
    breaks: 'sleep-is-just-late',
    always({ clock }) {
      let countedMs = clock.now()
      const setTimeout = (fn: () => void, ms: number) =>
        clock.setTimeout(() => {
          countedMs += ms
          fn()
        }, ms)
      return { options: { clock: { ...clock, now: () => countedMs, setTimeout } } }
    },
  }),

  plantSession({
    name: 'set-back-clock-stalls',
    says: 'A clock that was set back is waited for: no token is refreshed until it shows again what it showed before.',
    breaks: 'time-never-runs-back',
    always({ clock }) {
      let latestMs = clock.now()
      const now = () => {
        latestMs = Math.max(latestMs, clock.now())
        return latestMs
      }
      return { options: { clock: { ...clock, now } } }
    },
  }),

  plantSession({
    name: 'replaced-timer-not-cleared',
    says: 'A timer that another one replaces is not cleared, so they add up.',
    breaks: 'one-timer',
    always: ({ clock }) => ({ options: { clock: { ...clock, clearTimeout: () => {} } } }),
  }),

  plantSession({
    name: 'close-ends-nothing',
    says: 'A closed session hands out no more tokens, but its timer goes on, and goes on refreshing.',
    breaks: 'the-end-is-the-end',
    always: () => ({
      members(session) {
        let isClosed = false
        return {
          async close() {
            isClosed = true
          },
          freshToken: () =>
            isClosed ? Promise.reject(new Error('The session is closed.')) : session.freshToken(),
        }
      },
    }),
  }),

  plantSession({
    name: 'listeners-after-close',
    says: 'Listeners are told by a timer of their own, and so some of them after the session was closed.',
    breaks: 'the-end-is-the-end',
    always: ({ clock }) => ({
      members: (session) => ({
        on: (type, listener) => session.on(type, (event) => void clock.setTimeout(() => listener(event), 1)),
      }),
    }),
  }),
]
