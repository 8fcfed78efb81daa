import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSession } from '../../../src/index.ts'
import {
  type OpenUnderTest,
  runSessionCommands,
  type SessionOpening,
  sessionCommands,
  sessionOpenings,
} from '../../../src/testing/index.ts'
import { wrongSessions } from './wrong-sessions.ts'

/** Every opening with every commands of its form. */
const lives = (fixed: Partial<SessionOpening> = {}) =>
  sessionOpenings(fc, fixed).chain((opening) =>
    fc.record({ opening: fc.constant(opening), commands: sessionCommands(fc, opening) }),
  )

describe('a session and the model of it', () => {
  it('agree after every command, and come to everything that can happen', async () => {
    const seen = new Set<string>()
    const open: OpenUnderTest = (setting) => {
      const session = openSession(setting)
      session.on('refresh.requested', ({ stage }) => void seen.add(stage))
      session.on('refresh.ignored', ({ why }) => void seen.add(why))
      session.on('participant.kicked', ({ type }) => void seen.add(type))
      return session
    }
    await fc.assert(
      fc.asyncProperty(lives(), ({ opening, commands }) =>
        runSessionCommands(fc, commands, { open, ...opening }),
      ),
      { numRuns: 120 },
    )
    expect([...seen].sort()).toEqual([
      'demand',
      'expiry',
      'half',
      'participant.kicked',
      'rejection',
      'retry',
      'superseded',
      'three-quarter',
    ])
  })

  it('agree when the answers of the callback come between the commands as they like', () =>
    fc.assert(
      fc.asyncProperty(lives(), fc.scheduler(), ({ opening, commands }, scheduler) =>
        runSessionCommands(fc, commands, { open: openSession, ...opening, scheduler }),
      ),
      { numRuns: 60 },
    ))

  it('agree on what a wrapper has, and the rest is left alone', () => {
    const open: OpenUnderTest = async (setting) => {
      const session = openSession(setting)
      await Promise.resolve()
      return {
        token: () => session.token(),
        refreshNow: () => session.refreshNow(),
        close: () => session.close(),
      }
    }
    return fc.assert(
      fc.asyncProperty(lives({ policy: 'stay' }), ({ opening, commands }) =>
        runSessionCommands(fc, commands, { open, ...opening }),
      ),
      { numRuns: 40 },
    )
  })
})

describe('a session that does something else', () => {
  for (const { what, open, finds, policy = 'stay' } of wrongSessions) {
    it(`is found, in a few lines: ${what}`, async () => {
      const property = fc.asyncProperty(lives({ policy }), ({ opening, commands }) =>
        runSessionCommands(fc, commands, { open, ...opening }),
      )
      const { errorInstance, failed } = await fc.check(property, { seed: 42, numRuns: 300 })
      expect(failed).toBe(true)
      const { message, code } = errorInstance as Error & { code?: string }
      expect(code).toBe('ERR_PROMISE_BROKEN')
      const [first, ...lines] = message.split('\n')
      expect(first).toMatch(finds)
      expect(lines[0]).toMatch(/^ {2}opened with /)
      // The opening, and what led there.
      expect(lines.length).toBeLessThanOrEqual(7)
    })
  }

  it('is found again by the printed seed and path, and by the replay path of the commands', async () => {
    const [{ open } = { open: openSession }] = wrongSessions
    const found = (replayPath?: string) =>
      fc.asyncProperty(sessionCommands(fc, replayPath === undefined ? {} : { replayPath }), (commands) =>
        runSessionCommands(fc, commands, { open }),
      )
    const first = await fc.check(found(), { seed: 7, numRuns: 300 })
    const [printed = ''] = [String(first.counterexample?.[0])]
    const [, replayPath] = /replayPath="(.*)"/.exec(printed) ?? []
    expect(replayPath).toBeDefined()
    const again = await fc.check(found(replayPath), {
      seed: first.seed,
      path: first.counterexamplePath ?? '',
      endOnFailure: true,
    })
    expect((again.errorInstance as Error).message).toBe((first.errorInstance as Error).message)
    expect(again.numRuns).toBe(1)
  })
})
