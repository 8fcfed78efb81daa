import { HalflifeError } from '../../errors.ts'
import type { TokenContext } from '../../machines/context.ts'
import { isReached } from '../../machines/points.ts'
import type { TokenMachine, TokenSnapshot } from '../../machines/token-machine.ts'
import { SteadyTime } from '../clock/steady-time.ts'
import type { Journal } from '../journal/journal.ts'
import { restore } from '../journal/restore.ts'
import { type ReadToken, readToken } from '../refresh/read-token.ts'
import { mayAsk } from './may-ask.ts'
import type { SessionOptions } from './options.ts'
import type { Session } from './session.ts'
import { refuseLostPoints, settle, wrong } from './settings.ts'
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
  const { journal, stream = '', policy, overlap, retry, clock } = settings
  if (!journal) throw wrong('journal and stream must be given: they say what to resume')
  const token = settings.token == null ? undefined : readToken(settings.token)

  const restored = await restore(journal, stream)
  if (!restored) {
    throw new HalflifeError(
      'ERR_STREAM_NOT_FOUND',
      `There is no stream ${stream}: begin it with openSession.`,
    )
  }
  const { snapshot, last, discarded } = restored
  const { context } = snapshot
  if (policy !== last.policy) throw wrong(`policy must be that of stream ${stream}, ${last.policy}`)
  if (overlap && overlap !== context.overlap)
    throw wrong(`overlap must be that of stream ${stream}, ${context.overlap}`)
  refuseLostPoints({ overlap: context.overlap, retry })
  if (snapshot.status !== 'active') {
    throw new HalflifeError('ERR_STREAM_ENDED', `Stream ${stream} ended with a kick: open another.`)
  }

  const time = new SteadyTime(clock, last.atMs)
  const session = new TokenSession(settings, time, { snapshot: restorable(snapshot) }, last.version)
  if (discarded) session.say({ type: 'checkpoint.discarded', atMs: time.now(), version: discarded })
  goOn(session, context, token, time.now())
  session.begin()
  return session
}

/** First what fell due meanwhile, then the attempt that was lost, then the app's token. */
function goOn(
  session: TokenSession,
  before: TokenContext,
  token: ReadToken | undefined,
  nowMs: number,
): void {
  session.tell({ type: 'session.resumed', attempt: before.lastAttempt })
  const isSame = token?.expMs !== undefined && token.expMs === before.claimedExpMs
  if (isSame) session.keep(token)
  const isTaken = token !== undefined && (isSame || session.supply(token))
  const { context } = session
  const isAlive = isTaken && !isReached(context.expiresAtMs, nowMs)
  if (!isAlive && mayAsk(context, nowMs)) session.tell({ type: 'refresh.demanded' })
}

/** A snapshot as XState restores it: the actors in it as data, to be made anew. */
function restorable(snapshot: TokenSnapshot): TokenSnapshot {
  const machine = snapshot.machine as unknown as TokenMachine
  return JSON.parse(JSON.stringify(machine.getPersistedSnapshot(snapshot)))
}
