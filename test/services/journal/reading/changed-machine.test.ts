import { readdirSync, readFileSync } from 'node:fs'
import { importJsonl, kickMachine, type Policy, stayMachine, verify } from 'halflife'
import { describe, expect, it } from 'vitest'
import { guards } from '../../../../src/machines/guards.ts'

const folder = new URL('../histories/0.1.0/', import.meta.url)
const histories = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'))

/** Today's machines, with one guard that says the opposite. */
const turned = (name: keyof typeof guards) => (policy: Policy) =>
  (policy === 'kick' ? kickMachine : stayMachine).provide({
    guards: { [name]: (now: Parameters<(typeof guards)[typeof name]>[0]) => !guards[name](now) },
  })

describe('a machine changed in one guard', () => {
  it.each(Object.keys(guards) as (keyof typeof guards)[])(
    'is caught by the recorded histories: %s',
    async (name) => {
      const verified = await Promise.all(
        histories.map((text) => verify(importJsonl(text), { machine: turned(name) })),
      )
      const differences = verified.flatMap((one) => one.differences)
      expect(differences.length).toBeGreaterThan(0)
      // It is the decisions that differ. What was stored is still what was stored.
      expect(verified.map(({ chain }) => chain)).toEqual(histories.map(() => 'unbroken'))
      for (const { kind } of differences) expect(['facts', 'state', 'due', 'end']).toContain(kind)
    },
  )

  it('is shown record by record: what was recorded, and what it would do', async () => {
    const text = readFileSync(new URL('kick.jsonl', folder), 'utf8')
    const machine = kickMachine.provide({ guards: { isExpiryDueInConference: () => false } })
    const { differences } = await verify(importJsonl(text), { machine })
    const last = differences.find(({ kind, version }) => kind === 'facts' && version === 9)
    expect(last).toMatchObject({
      recorded: [{ type: 'token.expired' }, { type: 'participant.kicked' }],
      decided: [{ type: 'token.expired' }, { type: 'refresh.requested', stage: 'expiry' }],
    })
  })

  it('is not seen where nothing is changed', async () => {
    for (const text of histories) {
      const machine = (policy: Policy) => (policy === 'kick' ? kickMachine : stayMachine)
      expect(await verify(importJsonl(text), { machine })).toMatchObject({ ok: true })
    }
  })
})
