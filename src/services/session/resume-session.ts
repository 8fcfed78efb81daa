import { HalflifeError } from '../../errors.ts'
import type { TokenMachine, TokenSnapshot } from '../../machines/token-machine.ts'
import { SteadyTime } from '../clock/steady-time.ts'
import type { Journal } from '../journal/journal.ts'
import type { JournalRecord } from '../journal/record.ts'
import { replay } from '../journal/replay.ts'
import { readToken } from '../refresh/read-token.ts'
import type { SessionOptions } from './options.ts'
import type { Session } from './session.ts'
import { settle } from './settings.ts'
import { TokenSession } from './token-session.ts'

/** A session's options; the journal and the stream are what it is resumed from. */
export type ResumeOptions = SessionOptions & { readonly journal: Journal; readonly stream: string }

/**
 * Continues a session from its journal, in another process or another day. First comes what fell due meanwhile (a
 * participant in a conference whose token ended is kicked); then an attempt that was in flight is made again; then
 * the app's token is taken: the one of before, recognized by the end it claims, keeps its generation and its
 * recorded life, another live one is supplied; without one, or with a dead one, a new one is demanded at once.
 *
 * @throws HalflifeError `ERR_STREAM_NOT_FOUND`; `ERR_STREAM_ENDED` (by a kick); `ERR_OPTION` (another policy or
 *   overlap than the stream's); `ERR_JOURNAL_CORRUPT`, `ERR_JOURNAL_NEWER`; all that openSession throws
 */
export async function resumeSession(options: ResumeOptions): Promise<Session> {
  const settings = settle(options)
  const { journal, stream, policy, overlap, retry, clock } = settings
  if (!journal || stream === undefined) throw wrong('journal and stream say what to resume: both are needed.')
  const token = settings.token == null ? undefined : readToken(settings.token)

  const records: JournalRecord[] = []
  for await (const record of journal.read(stream)) records.push(record)
  const last = records.at(-1)
  if (!last) {
    throw new HalflifeError(
      'ERR_STREAM_NOT_FOUND',
      `There is no stream ${stream} to resume: begin it with openSession.`,
    )
  }
  if (last.policy !== policy)
    throw wrong(`policy is ${policy}, but stream ${stream} was recorded under ${last.policy}.`)
  const { snapshot, version } = await replay(records)
  const recorded = snapshot.context.overlap
  if (overlap !== undefined && overlap !== recorded)
    throw wrong(`overlap is ${overlap}, but stream ${stream} has ${recorded}.`)
  if (recorded === 'join' && retry === 'points-only') throw wrong("overlap 'join' needs retry 'backoff'.")
  if (snapshot.status !== 'active') {
    throw new HalflifeError('ERR_STREAM_ENDED', `Stream ${stream} ended with a kick: open another.`)
  }

  const time = new SteadyTime(clock, last.atMs)
  const session = new TokenSession(settings, time, { snapshot: restorable(snapshot), version })
  session.resume(token)
  return session
}

/** A snapshot as XState restores it: the actors in it as data, to be made anew. */
function restorable(snapshot: TokenSnapshot): TokenSnapshot {
  const machine = snapshot.machine as unknown as TokenMachine
  return JSON.parse(JSON.stringify(machine.getPersistedSnapshot(snapshot)))
}

const wrong = (what: string) => new HalflifeError('ERR_OPTION', what)
