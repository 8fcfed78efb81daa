import { createMemoryJournal, openSession, resumeSession, stayMachine } from 'halflife'
import {
  type MachineBug,
  machineDecider,
  type PlantedBug,
  plantedBugs,
  TestClock,
  trace,
} from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { deadline, joined, life } from '../../properties/say.ts'

const ofKind = <Kind extends PlantedBug['kind']>(kind: Kind) =>
  plantedBugs.filter((bug): bug is Extract<PlantedBug, { kind: Kind }> => bug.kind === kind)
const machine = (name: string) => ofKind('machine').find((bug) => bug.name === name) as MachineBug

const input = { token: life(0, 60_000), atMs: 0 }

describe('a machine with a planted bug', () => {
  it('is run by XState as the real one is, and as a pure function, and is wrong in both', () => {
    const { createTokenMachine, decider } = machine('kick-forgotten')
    const actor = createActor(createTokenMachine('kick'), { input }).start()
    const facts: string[] = []
    actor.on('*', ({ type }) => void facts.push(type))
    for (const event of [joined(1), deadline(60_000)]) actor.send(event)
    const { entries } = trace(decider, { policy: 'kick', input, events: [joined(1), deadline(60_000)] })
    expect(actor.getSnapshot().value).toEqual({ expired: 'requesting' })
    expect(entries.at(-1)?.state).toBe('expired.requesting')
    expect(entries.at(-1)?.facts.map(({ type }) => type)).toEqual(facts)
  })

  it('has the points of the real one, unless they are what is wrong', () => {
    const events = [deadline(30_000), deadline(45_000)]
    const history = { policy: 'stay', input, events } as const
    expect(trace(machine('kick-forgotten').decider, history)).toEqual(trace(machineDecider, history))
    expect(trace(machine('boundary-missed').decider, history)).not.toEqual(trace(machineDecider, history))
  })

  it('leaves the real one as it was', () => {
    const { guards, actions } = stayMachine.implementations
    for (const { createTokenMachine } of ofKind('machine')) createTokenMachine('stay')
    expect(Object.keys(stayMachine.implementations.actions).join()).not.toContain('as it was')
    expect(stayMachine.implementations).toMatchObject({ guards, actions })
  })
})

describe('sessions with a planted bug', () => {
  const give = { value: 'a-token', expiresInSeconds: 60 }

  it.each(ofKind('session'))('are opened, resumed and closed as the real ones are: $name', async (bug) => {
    const lives: string[] = []
    for (const { openSession: open, resumeSession: resume } of [bug, { openSession, resumeSession }]) {
      const clock = new TestClock()
      let count = 0
      const refresh = () => ({ ...give, value: `token-${++count}` })
      const options = { refresh, clock, journal: createMemoryJournal(), stream: 'room/alice' }
      const session = open({ ...options, token: give })
      expect(session.token()).toBe('a-token')
      session.joinedConference()
      await session.flush()
      await session.close()
      // One of them files its records elsewhere.
      if (bug.name === 'token-in-record') continue
      const resumed = await resume({ ...options, token: give })
      lives.push(resumed.state)
      await resumed.close()
    }
    expect(lives[0]).toBe(lives[1])
  })
})
