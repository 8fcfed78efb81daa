import fc from 'fast-check'
import { openSession } from 'halflife'
import {
  type CheckDeciderOptions,
  checkDecider,
  checkTokenKeeper,
  type ExploreOptions,
  explore,
  findPlantedBugs,
  machineDecider,
  plantedBugs,
  runSessionCommands,
  TestClock,
  underPlantedBugs,
} from 'halflife/testing'
import { expect, it } from 'vitest'

const keeper = plantedBugs.find((bug) => bug.kind === 'keeper')
const adapter = keeper?.kind === 'keeper' ? keeper.adapter : undefined

const decider = (options: object) => checkDecider(fc, machineDecider, options as CheckDeciderOptions)
const explored = (options: object) =>
  explore(machineDecider, { policy: 'stay', depth: 0, ...options } as ExploreOptions)
const none = undefined as never

it.each<[string, () => unknown]>([
  ['a decider, with a promise that there is not', () => decider({ only: ['never-late'] })],
  ['a decider, with no runs', () => decider({ runs: 0 })],
  ['a decider, with half a seed', () => decider({ seed: 0.5 })],
  ['a decider, without fast-check', () => checkDecider(none, machineDecider)],
  ['a keeper, with no runs', () => checkTokenKeeper(fc, adapter as never, { runs: 0 })],
  ['a keeper, without fast-check', () => checkTokenKeeper(none, adapter as never)],
  ['exploring, with a policy that there is not', () => explored({ policy: 'leave' })],
  ['exploring, with a host that there is not', () => explored({ host: 'early' })],
  ['exploring, less than nowhere', () => explored({ depth: -1 })],
  ['exploring, with half a witness', () => explored({ witnesses: 0.5 })],
  ['looking for bugs, with half a seed', () => findPlantedBugs(fc, { seed: 0.5, only: [] })],
  ['looking for bugs, without fast-check', () => findPlantedBugs(none, { only: [] })],
  ['a suite of a kind that there is not', () => underPlantedBugs({ machines: () => {} } as never)],
  ['a suite with no time', () => underPlantedBugs({}, { timeoutMs: 0 })],
  ['commands, without what they are run on', () => runSessionCommands(fc, [], { open: none })],
  ['commands, without fast-check', () => runSessionCommands(none, [], { open: openSession })],
  ['a clock, back in time', () => new TestClock().advance(-1)],
  ['a clock, by no number', () => new TestClock().advance(Number.NaN)],
  ['a clock, for ever', () => new TestClock().advanceAsync(Number.POSITIVE_INFINITY)],
  ['a clock, asleep back in time', () => new TestClock().sleep(-1)],
  ['a clock, asleep by no number', () => new TestClock().sleepAsync(Number.NaN)],
])('refuses with ERR_OPTION %s', async (_, check) => {
  await expect((async () => check())()).rejects.toMatchObject({ code: 'ERR_OPTION' })
})
