import { systemClock } from '../../../services/clock/clock.ts'
import { openSession } from '../../../services/session/open-session.ts'
import type { SessionOptions } from '../../../services/session/options.ts'
import { type ResumeOptions, resumeSession } from '../../../services/session/resume-session.ts'
import type { Session } from '../../../services/session/session.ts'
import type { SessionBug } from '../planted-bug.ts'

/** What a session is opened with, its clock included. */
type Given = SessionOptions & { readonly clock: NonNullable<SessionOptions['clock']> }

/** What is wrong with one session; all else is the real one. */
interface Spoilt {
  /** Options that take the place of those given. */
  readonly options?: Partial<SessionOptions>
  /** Members that take the place of the session's own. */
  readonly members?: (session: Session) => Partial<Session>
}

interface Wrong extends Pick<SessionBug, 'name' | 'says' | 'breaks'> {
  /** Wherever a session comes from. */
  readonly always?: (given: Given) => Spoilt
  /** After a restart. */
  readonly onResume?: (given: Given) => Spoilt
}

/** Sessions of the real kind, each with one thing about it spoilt. */
export function plantSession({ name, says, breaks, always, onResume }: Wrong): SessionBug {
  const all = (options: SessionOptions): Given => ({ ...options, clock: options.clock ?? systemClock })
  return {
    kind: 'session',
    name,
    says,
    breaks,
    openSession(options) {
      const spoilt = always?.(all(options))
      return disguised(openSession({ ...options, ...spoilt?.options }), spoilt)
    },
    async resumeSession(options) {
      const spoilt = (onResume ?? always)?.(all(options))
      return disguised(await resumeSession({ ...options, ...spoilt?.options } as ResumeOptions), spoilt)
    },
  }
}

/** The session itself, but for some of its members. */
function disguised(session: Session, { members }: Spoilt = {}): Session {
  const others: Partial<Session> = members?.(session) ?? {}
  return new Proxy(session, {
    get(target, name) {
      if (Object.hasOwn(others, name)) return Reflect.get(others, name)
      // Its fields are private: nobody but the session itself may be `this`.
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}
