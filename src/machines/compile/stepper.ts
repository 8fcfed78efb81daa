import type { MachineContext } from 'xstate'
import { InitialArgs } from './args.ts'
import { Copier } from './copy.ts'
import { firstCourse } from './course.ts'
import type { Effect } from './effects.ts'
import type { CompiledState } from './form.ts'
import type { Code } from './generated/index.ts'
import type { Leaf, Row } from './leaf.ts'
import type { AnyEvent, Machine } from './machine.ts'
import { perform } from './perform.ts'
import { isEnd, type Planned, planOf, stop } from './plan.ts'
import { NotCompiledError } from './refusal.ts'
import { Run } from './run.ts'
import { alwaysRow, rowFor } from './select.ts'
import { checkContext } from './supported.ts'
import { tableOf } from './table.ts'
import { MachineWords } from './words.ts'

type State = CompiledState<MachineContext>
type Status = State['status']
type Result = [state: State, effects: readonly Effect[]]

/** Makes steps by a table. */
export class Stepper {
  readonly #machine: Machine
  readonly #copier: Copier
  readonly #leaves = new Map<string, Leaf>()
  readonly #first: { readonly plan: readonly Planned[]; readonly leaf: Leaf; readonly isLast: boolean }
  readonly #maxIterations: number
  readonly #generated: ReturnType<Code['stepsOf']> | undefined

  constructor(machine: Machine, code: Code | undefined) {
    this.#machine = machine
    this.#copier = new Copier(code?.copyOf)
    this.#maxIterations = machine.options?.maxIterations ?? Infinity
    const words = new MachineWords(machine)
    const table = tableOf(machine, words)
    for (const leaf of table.values()) this.#leaves.set(leaf.path, leaf)
    const course = firstCourse(machine.root)
    this.#first = {
      plan: planOf(words, undefined, course, [], `#${machine.id}`),
      leaf: table.get(course.leaf) as Leaf,
      isLast: course.enters.some(isEnd),
    }
    this.#generated = code?.stepsOf(table.values(), this.#copier, {
      take: (row, state, event) => this.#take(row, state, event),
      settle: (run, to, state) => this.#settled(run, to, 'active', state),
      unmoved: (state, leaf, event) => this.#unmoved(state, leaf, event),
    })
  }

  initial(input: unknown): Result {
    const event = { type: 'xstate.init', input }
    const { context } = this.#machine.config
    const { plan, leaf, isLast } = this.#first
    const first =
      typeof context === 'function'
        ? // Not `...`, which would keep a key `__proto__`.
          Object.assign({}, context(new InitialArgs(input) as never))
        : (context ?? {})
    const run = new Run(first, event, this.#copier)
    checkContext(this.#machine, run.context)
    perform(run, plan)
    if (isLast) perform(run, leaf.end)
    return this.#settled(run, leaf, isLast ? 'done' : 'active')
  }

  step(state: State, event: AnyEvent): Result {
    const { path, context, status } = state
    if (status === 'active') {
      const result = this.#generated?.(state, event)
      if (result !== undefined) return result
    }
    const leaf = this.#leaves.get(path)
    if (leaf === undefined) throw new Error(`#${this.#machine.id} has no state '${path}' to stand in.`)
    if (status === 'error' || status === 'stopped')
      throw new NotCompiledError(`#${this.#machine.id}`, `events for a machine of status ${status}`)
    const row = rowFor(leaf, context, event)
    return row === undefined ? this.#unmoved(state, leaf, event) : this.#take(row, state, event)
  }

  /** Goes the way of a row. */
  #take(row: Row, state: State, event: AnyEvent): Result {
    const { path, context, status } = state
    const { to } = row
    if (row.isIdle && status === 'active' && to.always.length === 0) return [state, []]

    const run = new Run(context, event, this.#copier)
    const now = take(run, row, status)
    if (now !== 'active' || run.queue !== undefined || to.always.length > 0)
      return this.#settled(run, to, now, state)
    if (to.path === path && run.context === context) return [state, run.effects ?? []]
    return [{ path: to.path, context: run.context, status: now }, run.effects ?? []]
  }

  /** No row is for the event. */
  #unmoved(state: State, leaf: Leaf, event: AnyEvent): Result {
    const isStop = event.type === 'xstate.stop'
    const run = new Run(state.context, event, this.#copier)
    if (!isStop && !event.type.startsWith('xstate.error.actor'))
      return this.#settled(run, leaf, state.status, state)
    stopAll(run, leaf)
    return [
      { path: leaf.path, context: state.context, status: isStop ? 'stopped' : 'error' },
      run.effects ?? [],
    ]
  }

  /** Goes on until the machine rests: rows without an event first, then what it has told itself. */
  #settled(run: Run, from: Leaf, before: Status, state?: State): Result {
    let leaf = from
    let status = before
    let mayMoveByItself = true
    for (let steps = 1; status === 'active'; steps++) {
      if (steps > this.#maxIterations) throw new Error(`#${this.#machine.id} does not come to rest.`)
      const always: Row | undefined = mayMoveByItself ? alwaysRow(leaf, run.context, run.event) : undefined
      const raised = always ? undefined : run.queue?.shift()
      if (!always && !raised) break
      if (raised) run.event = raised
      const row = always ?? rowFor(leaf, run.context, run.event)
      run.hasChanged = false
      if (row) status = take(run, row, status)
      // A row without an event that changed nothing would be taken for ever.
      mayMoveByItself = !always || run.hasChanged || always.to !== leaf
      leaf = row?.to ?? leaf
    }
    if (status !== 'active') stopAll(run, leaf)
    const isSame = state?.path === leaf.path && state.context === run.context && state.status === status
    return [isSame ? state : { path: leaf.path, context: run.context, status }, run.effects ?? []]
  }
}

function take(run: Run, { plan, to, isLast }: Row, status: Status): Status {
  perform(run, plan)
  if (!isLast && status === 'active') return status
  perform(run, to.end)
  return 'done'
}

function stopAll(run: Run, { ids }: Leaf): void {
  for (const id of ids) stop(run, id)
}
