import type { Arbitrary } from 'fast-check'
import type { GivenToken } from '../../services/refresh/given-token.ts'
import type { FastCheck } from '../arbitraries/fast-check.ts'
import { exactSpan } from '../words/exact-span.ts'
import { command, type SessionCommand } from './session-command.ts'
import type { SessionOpening } from './session-opening.ts'

/** What an app says to its session. */
export function appCommands(
  fc: FastCheck,
  ttls: Arbitrary<number>,
  form: SessionOpening['form'],
): Arbitrary<SessionCommand>[] {
  return [
    fc.constantFrom(asksFor('freshToken'), asksFor('refreshNow')),
    fc.constantFrom(rejection('in use'), rejection('in use'), rejection('of before'), rejection('unknown')),
    ttls.map((ttlMs) => supply(ttlMs, form)),
    fc.constantFrom(conference('joinedConference'), conference('leftConference')),
  ]
}

/** What ends a session. */
export function endCommands(fc: FastCheck): Arbitrary<SessionCommand> {
  return fc.constantFrom(conference('ejectedFromConference'), close)
}

const asksFor = (method: 'freshToken' | 'refreshNow'): SessionCommand =>
  command({
    line: `${method}()`,
    needs: method,
    act(model, world) {
      world.await(world.session[method]?.() ?? Promise.reject())
      model[method]()
    },
  })

const rejection = (which: 'in use' | 'of before' | 'unknown'): SessionCommand =>
  command({
    line: which === 'unknown' ? 'an unknown token is rejected' : `the token ${which} is rejected`,
    needs: 'reportRejected',
    act(model, { session }) {
      const known = which === 'in use' ? model.inUse : model.ofBefore
      const token = (which === 'unknown' ? undefined : known) ?? 'a-token-that-nobody-has-seen'
      session.reportRejected?.(token)
      model.reportRejected(token)
    },
  })

const conference = (
  method: 'joinedConference' | 'leftConference' | 'ejectedFromConference',
): SessionCommand =>
  command({
    line: `${method}()`,
    needs: method,
    act(model, { session }) {
      session[method]?.()
      const type = ({ j: 'joined', l: 'left', e: 'ejected' } as const)[method[0] as 'j' | 'l' | 'e']
      model.tell({ type: `conference.${type}` })
    },
  })

const supply = (ttlMs: number, form: SessionOpening['form']): SessionCommand =>
  command({
    line: `a token of ${exactSpan(ttlMs)} is supplied`,
    needs: 'supplyToken',
    act(model, { session, mint }) {
      const token = mint.make({ form, ttlMs })
      // One that has ended refuses it, with an error of its own.
      if (model.ended) return
      session.supplyToken?.(token)
      model.supplyToken(stringIn(token), ttlMs)
    },
  })

const close: SessionCommand = command({
  line: 'close()',
  needs: 'close',
  isPossible: ({ model }) => !model.isClosed,
  act(model, { session }) {
    void session.close?.()
    model.close()
  },
})

/** The string in a token. */
export const stringIn = (token: GivenToken): string => (typeof token === 'string' ? token : token.value)
