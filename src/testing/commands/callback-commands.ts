import type { Arbitrary } from 'fast-check'
import { type ThrownError, thrownErrors } from '../arbitraries/callbacks/thrown-errors.ts'
import type { FastCheck } from '../arbitraries/fast-check.ts'
import { type UselessToken, uselessTokens } from '../arbitraries/tokens/useless-tokens.ts'
import { exactSpan } from '../words/exact-span.ts'
import { stringIn } from './app-commands.ts'
import type { OpenCall } from './open-call.ts'
import { command, type SessionBrief, type SessionCommand } from './session-command.ts'
import type { SessionModel } from './session-model.ts'
import type { SessionOpening } from './session-opening.ts'
import type { SessionWorld } from './session-world.ts'

/** Which call is answered: the newest that waits for an answer, or one so many before it. */
type Back = 0 | 1 | 2

/** How the callback answers one of its calls. */
export function callbackCommands(
  fc: FastCheck,
  ttls: Arbitrary<number>,
  form: SessionOpening['form'],
): Arbitrary<SessionCommand>[] {
  const back = fc.constantFrom<Back>(0, 0, 0, 1, 2)
  const errors = Object.keys(thrownErrors) as ThrownError[]
  const useless = Object.keys(uselessTokens) as UselessToken[]
  return [
    fc.tuple(back, ttls).map(([which, ttlMs]) => gives(which, ttlMs, form)),
    fc.tuple(back, fc.constantFrom(...errors)).map(([which, error]) => throws(which, error)),
    fc.tuple(back, fc.constantFrom(...useless)).map(([which, like]) => givesUseless(which, like)),
    back.map((which) => givesTokenInUse(which, form)),
  ]
}

const inWords = ['the newest open call', 'the open call before the newest', 'an older open call'] as const

const gives = (back: Back, ttlMs: number, form: SessionOpening['form']): SessionCommand =>
  answering(back, `brings a token of ${exactSpan(ttlMs)}`, (call, model, { mint }) => {
    const token = mint.make({ form, ttlMs })
    call.resolve(token)
    model.answer(call.number, stringIn(token), ttlMs)
  })

const throws = (back: Back, error: ThrownError): SessionCommand =>
  answering(back, `fails with ${error}`, (call, model) => {
    call.reject(thrownErrors[error]())
    model.fail(call.number)
  })

const givesUseless = (back: Back, like: UselessToken): SessionCommand =>
  answering(back, `brings ${like.replace(',', '')}`, (call, model, { mint }) => {
    call.resolve(mint.make({ form: 'useless', like }))
    model.fail(call.number)
  })

const givesTokenInUse = (back: Back, form: SessionOpening['form']): SessionCommand =>
  answering(back, 'brings the token in use', (call, model) => {
    const value = model.inUse ?? ''
    call.resolve(form === 'jwt' || value === '' ? value : { value, expiresInSeconds: 60 })
    model.fail(call.number)
  })

/** Answers a call; or has the scheduler do so, when it likes. */
function answering(
  back: Back,
  what: string,
  answer: (call: OpenCall, model: SessionModel, world: SessionWorld) => void,
): SessionCommand {
  const line = `${inWords[back]} ${what}`
  const callIn = (world: SessionWorld, { unanswered }: SessionBrief): OpenCall | undefined =>
    world.calls.find(({ number }) => number === unanswered.at(-1 - back))
  const now = command({
    line,
    isPossible: ({ unanswered }) => unanswered.length > back,
    act(model, world, brief) {
      const call = callIn(world, brief)
      if (!call) return
      call.isAnswered = true
      answer(call, model, world)
    },
  })
  return {
    ...now,
    async run(brief, world) {
      const { scheduler } = world
      const call = callIn(world, brief)
      if (!scheduler || !call) return now.run(brief, world)
      call.isAnswered = true
      const label = `call ${call.number} ${what}`
      world.later(
        scheduler
          .schedule(Promise.resolve(), label)
          .then(() => world.happens(label, brief.model, () => answer(call, brief.model, world))),
      )
    },
  }
}
