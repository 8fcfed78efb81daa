import type { CompiledState } from '../../../src/machines/compile/index.ts'
import { compile } from '../../../src/machines/compile/index.ts'
import type { TokenContext } from '../../../src/machines/context.ts'
import { nextDeadlineMs } from '../../../src/machines/deadline.ts'
import type { Policy } from '../../../src/machines/token-life.ts'
import type { createTokenMachine } from '../../../src/machines/token-machine.ts'
import { type Decider, type ModelState, modelDecider } from '../../../src/testing/index.ts'

interface Standing {
  readonly policy: Policy
  readonly compiled: CompiledState<TokenContext>
}

/** Machines in their compiled form, with their facts alone: a wrong one is explored in the time of a right one. */
export function compiled(create: typeof createTokenMachine): Decider<Standing> {
  const table = (policy: Policy) =>
    compile(create(policy, { deadline: [], refresh: [] }).provide({ actions: { tell: () => {} } }))
  const tables = { stay: table('stay'), kick: table('kick') }
  return {
    initial: ({ policy, input }) => ({ policy, compiled: tables[policy].initial(input)[0] }),
    decide({ policy, compiled: before }, event) {
      const [after, effects] = tables[policy].step(before, event)
      const facts = effects.flatMap((effect) => (effect.type === 'emit' ? [effect.fact] : []))
      return { state: { policy, compiled: after }, facts }
    },
    path: (state) => state.compiled.path,
    nextDeadlineMs: (state) => nextDeadlineMs(state.compiled),
  }
}

/** The model, but for one decision. `undefined`: as the model decides. */
export const modelBut = (
  decide: (
    state: ModelState,
    event: Parameters<typeof modelDecider.decide>[1],
  ) => ReturnType<typeof modelDecider.decide> | undefined,
): Decider<ModelState> => ({
  ...modelDecider,
  decide: (state, event) => decide(state, event) ?? modelDecider.decide(state, event),
})
