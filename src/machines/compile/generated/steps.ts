import type { MachineContext } from 'xstate'
import type { Copier } from '../copy.ts'
import type { Effect } from '../effects.ts'
import type { CompiledState } from '../form.ts'
import type { Leaf, Row } from '../leaf.ts'
import type { AnyEvent } from '../machine.ts'
import { Run } from '../run.ts'
import { unasked } from '../select.ts'
import { siteText } from './site-text.ts'
import { Text } from './text.ts'

type State = CompiledState<MachineContext>
type Result = [state: State, effects: readonly Effect[]]

/** What code of its own is not worth making for is done as for any machine. */
export interface Rest {
  /** Goes the way of a row that has been chosen. */
  take(row: Row, state: State, event: AnyEvent): Result
  /** Handles what the machine told itself on the way to a leaf. */
  settle(run: Run, to: Leaf, state: State): Result
  /** What comes of an event that no row is for. */
  unmoved(state: State, leaf: Leaf, event: AnyEvent): Result
}

/**
 * The steps of a table as code of their own: a function for each leaf and each event type that is named there. The machine's guards
 * and actions are called in it one after the other, by names that never mean another, so that V8 can inline them.
 *
 * @returns makes a step of a machine that is active; gives nothing for an event type that is not named, or a leaf that is not there
 */
export function stepsOf(
  leaves: Iterable<Leaf>,
  copier: Copier,
  rest: Rest,
): (state: State, event: AnyEvent) => Result | undefined {
  const text = new Text()
  const steps: string[] = []
  const caseOf = (leaf: Leaf, [type, rows]: [string, readonly Row[]]): string => {
    const step = `step${steps.length}`
    steps.push(`function ${step}(state, event) {\n${stepText(text, copier, text.name(rest), leaf, rows)}\n}`)
    return `case ${JSON.stringify(type)}: return ${step}(state, event)`
  }
  const cases = [...leaves].map((leaf) => {
    const types = [...leaf.rows].map((entry) => caseOf(leaf, entry))
    return `case ${JSON.stringify(leaf.path)}: switch (event.type) {\n${types.join('\n')}\n} break`
  })
  return text.valueOf(`(() => {
    ${steps.join('\n')}
    return (state, event) => {
      switch (state.path) {\n${cases.join('\n')}\n}
    }
  })()`)
}

function stepText(text: Text, copier: Copier, rest: string, leaf: Leaf, rows: readonly Row[]): string {
  const choices = rows.map((row) => {
    const taken = rowText(text, copier, rest, leaf, row)
    if (row.guard === undefined) return `{\n${taken}\n}`
    const ask = `${text.name(row.guard.ask)}(args, ${text.name(row.guard.params)})`
    const failed = `${text.name(unasked)}(${text.name(row)}, event, cause)`
    return `try { holds = ${ask} } catch (cause) { throw ${failed} }\nif (holds) {\n${taken}\n}`
  })
  return `const context = state.context
    const args = { context, event }
    let holds
    ${choices.join('\n')}
    return ${rest}.unmoved(state, ${text.name(leaf)}, event)`
}

function rowText(text: Text, copier: Copier, rest: string, leaf: Leaf, row: Row): string {
  const { plan, to, isLast, isIdle } = row
  if (isLast || to.always.length > 0) return `return ${rest}.take(${text.name(row)}, state, event)`
  if (isIdle) return 'return [state, []]'
  return `const run = new ${text.name(Run)}(context, event, ${text.name(copier)})
    ${plan.map((planned) => siteText(text, copier, planned)).join('\n')}
    if (run.queue !== undefined) return ${rest}.settle(run, ${text.name(to)}, state)
    ${to === leaf ? 'if (run.context === context) return [state, run.effects ?? []]' : ''}
    return [{ path: ${JSON.stringify(to.path)}, context: run.context, status: 'active' }, run.effects ?? []]`
}
