import { it } from 'vitest'
import { machineDecider } from '../../../src/testing/index.ts'
import { deadline, failed } from '../../properties/say.ts'

// A suite that runs the machine and looks at nothing. Not a test file: it is there for the mutation run to see through.

it('runs without an error', () => {
  let state = machineDecider.initial({
    policy: 'stay',
    input: { token: { issuedAtMs: 0, expiresAtMs: 60_000 }, atMs: 0 },
  })
  for (const event of [deadline(30_000), failed(30_001, 1)]) state = machineDecider.decide(state, event).state
})
