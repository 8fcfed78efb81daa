import { beforeAll, describe, expect, it } from 'vitest'
import { createTokenMachine } from '../../../src/machines/token-machine.ts'
import {
  type Exploration,
  type ExplorationFinding,
  explore,
  machineDecider,
  modelDecider,
  step,
} from '../../../src/testing/index.ts'
import { textOf } from '../../docs/pages.ts'
import { compiled } from './deciders.ts'

const machine = compiled(createTokenMachine)
const combinations = [
  { policy: 'stay', overlap: 'allow' },
  { policy: 'stay', overlap: 'join' },
  { policy: 'kick', overlap: 'allow' },
  { policy: 'kick', overlap: 'join' },
] as const
const all = new Map<string, Exploration>()
const nameOf = ({ policy, overlap }: (typeof combinations)[number]) => `${policy}, ${overlap}`
const of = (combination: (typeof combinations)[number]) => all.get(nameOf(combination)) as Exploration

/** Seen by people, if a test fails. */
const inWords = (findings: readonly ExplorationFinding[]) =>
  findings.map(({ kind, what, message, history }) =>
    [kind, what, message, JSON.stringify(history.events)].join(': '),
  )

beforeAll(() => {
  for (const combination of combinations)
    all.set(nameOf(combination), explore(machine, { ...combination, against: [modelDecider] }))
})

describe.each(combinations)('everything that can happen under $policy, overlap $overlap', (combination) => {
  it('comes to an end: no further situation is to be found', () => {
    expect(of(combination)).toMatchObject({ isClosed: true, depth: 7 })
  })

  it('keeps the table and the invariants, is as the model decides it, and has no dead end', () => {
    expect(inWords(of(combination).findings)).toEqual([])
  })

  it('is told whole by the states: no two histories into one go on differently', () => {
    expect(of(combination).isExact).toBe(true)
    expect(of(combination).steps).toBeGreaterThan(2 * of(combination).edges)
  })

  it('reaches every case of every row of the table', () => {
    expect(of(combination).missedRows).toEqual([])
    expect(of(combination).rows.size).toBeGreaterThan(35)
  })

  it('reaches every state of the machine', () => {
    const { map } = of(combination)
    const phases = Object.keys(createTokenMachine(combination.policy).states).filter(
      (name) => name !== 'kicked',
    )
    const paths = phases.flatMap((phase) => [`${phase}.idle`, `${phase}.requesting`])
    const end = combination.policy === 'kick' ? ['kicked'] : []
    expect([...new Set(map.map(({ path }) => path))].sort()).toEqual([...paths, ...end].sort())
  })

  it('tells of each state how to come there, which XState itself confirms', () => {
    // States are found in the order of their depth: each story goes one move further than one that was told before.
    const told = new Map<string, ReturnType<typeof machineDecider.initial>>()
    for (const { name, path, history, story, depth } of of(combination).map) {
      const start = `from ${history.input.token.expiresAtMs}: `
      const event = history.events.at(-1)
      const before = told.get(start + story.slice(0, -1).join()) ?? machineDecider.initial(history)
      const state = event ? step(machineDecider, before, event).state : before
      told.set(start + story.join(), state)
      expect(machineDecider.path(state), name).toBe(path)
      expect([history.events.length, story.length]).toEqual([depth, depth])
    }
  })
})

describe('the page of what was explored', () => {
  it('says what was found, number by number: else `npm run docs`', async () => {
    const script = (name: string) => import(new URL(`../../../scripts/docs/${name}.js`, import.meta.url).href)
    const { withParts } = await script('differences')
    const { partsOfExploration } = await script('exploration')
    const page = textOf('docs/exploration.md')
    const explorations = combinations.map(of)
    expect(page).toBe(withParts(page, partsOfExploration(explorations)))
  })
})
