import fc from 'fast-check'
import { assertKeeps, checkDecider, type Decider, machineDecider } from 'halflife/testing'
import { test } from 'vitest'
import { isHeard } from '../src/thrifty.ts'

type State = ReturnType<typeof machineDecider.initial>

const thrifty: Decider<State> = {
  ...machineDecider,
  decide: (state, event) =>
    isHeard(event, state.snapshot.context.isInConference)
      ? machineDecider.decide(state, event)
      : { state, facts: [] },
}

test('the token machine is as good with our rule around it', { timeout: 120_000 }, () => {
  const report = checkDecider(fc, thrifty, {
    name: 'thrifty',
    seed: process.env['SEED'] ? Number(process.env['SEED']) : undefined,
    notPromised: { 'as-the-table': 'some demands are not heard' },
  })
  assertKeeps(report)
})
