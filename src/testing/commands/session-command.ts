import type { AsyncCommand } from 'fast-check'
import type { SessionModel } from './session-model.ts'
import type { SessionMethod } from './session-under-test.ts'
import type { SessionWorld } from './session-world.ts'

/** What the model is told beside what it works out: which methods the session under test has. */
export interface SessionBrief {
  readonly model: SessionModel
  /** The numbers of the calls of the callback that nobody has answered. */
  readonly unanswered: readonly number[]
  has(method: SessionMethod): boolean
}

/** A command for `fc.commands`: something that happens to a session. Its `toString` is a line of a history. */
export type SessionCommand = AsyncCommand<SessionBrief, SessionWorld>

/** What a command is made of. */
interface Parts {
  /** What happens, as a line. No comma in it: fast-check puts commas between commands. */
  readonly line: string
  readonly needs?: SessionMethod
  readonly isPossible?: (brief: SessionBrief) => boolean
  readonly act: (model: SessionModel, world: SessionWorld, brief: SessionBrief) => void | Promise<void>
}

/** Makes a command that does one thing to model and session, after which both must agree. */
export function command({ line, needs, isPossible = () => true, act }: Parts): SessionCommand {
  return {
    check: (brief) => (needs === undefined || brief.has(needs)) && isPossible(brief),
    run: (brief, world) => world.happens(line, brief.model, () => act(brief.model, world, brief)),
    toString: () => line,
  }
}
