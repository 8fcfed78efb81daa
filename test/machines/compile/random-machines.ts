import fc, { type Arbitrary } from 'fast-check'
import {
  type AnyStateMachine,
  and,
  assign,
  createMachine,
  emit,
  enqueueActions,
  fromCallback,
  not,
  or,
  raise,
  sendTo,
} from 'xstate'

// Machines of the part that compile() takes, made at random. Their functions are few and tell all they are given, so that
// a function called with another context, event or params shows in the facts.

interface Context {
  count: number
  trail: string
}
interface Args {
  context: Context
  event: { type: string; n?: number }
}
type Config = Record<string, unknown>

const names = ['a', 'b', 'c'] as const
const eventTypes = ['go', 'go.on', 'go.on.far', 'back', 'other'] as const
const descriptors = [...eventTypes, '*', 'go.*', 'go.on.*'] as const

const told = ({ context, event }: Args, params: unknown) =>
  `${context.count}/${context.trail}/${event.type}/${event.n}/${JSON.stringify(params)}`
const mark = (label: string) => ({ label })
const trailing = (label: string) => (args: Args) => ({
  count: args.context.count + 1,
  trail: `${args.context.trail}${label}`.slice(-12),
})

const implementations = {
  actors: { friend: fromCallback(() => {}) },
  guards: {
    even: ({ context }: Args) => context.count % 2 === 0,
    low: ({ event }: Args) => (event.n ?? 0) < 5,
    below: ({ context }: Args, { limit }: { limit: number }) => context.count % 7 < limit,
    alias: 'even',
    both: and(['even', not('low')]),
  },
  actions: {
    count: assign({ count: ({ context }: Args) => context.count + 1, trail: 'reset' }),
    note: assign((args: Args, params: { label: string } | undefined) => trailing(params?.label ?? '?')(args)),
    say: emit((args: Args, params: unknown) => ({ type: 'said', told: told(args, params) })),
    many: enqueueActions(({ context, event, enqueue, check }, params: unknown) => {
      enqueue.emit({ type: 'many', told: told({ context, event } as never, params) } as never)
      enqueue.assign((args: Args) => trailing('m')(args))
      if (check('even')) enqueue({ type: 'note', params: { label: 'n' } })
      if (check(or(['low', { type: 'below', params: { limit: 3 } }]))) enqueue('say')
      if (context['count'] % 5 === 0) enqueue('nested')
      enqueue.emit(((args: Args) => ({ type: 'after', told: told(args, params) })) as never)
    }),
    nested: enqueueActions(({ enqueue }) => {
      enqueue('say')
      enqueue('own')
      enqueue.assign({ trail: 'x' })
    }),
    own: () => {},
    // Contexts that get more keys as they go, and are of other kinds.
    grow: assign(({ context }: Args) => ({ [`more${context.count % 7}`]: context.count })),
  },
} as const

const label = fc.constantFrom('p', 'q', 'r')
const action: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>('count', 'say', 'many', 'nested', 'own', 'grow', 'nobody-knows'),
  label.map((text) => ({ type: 'note', params: mark(text) })),
  label.map((text) => ({ type: 'say', params: ({ context }: Args) => ({ text, count: context.count }) })),
  label.map((text) => assign(trailing(text) as never)),
  label.map((text) => emit({ type: text })),
  fc.constant(function plain() {}),
  fc.constant(raise({ type: 'raised' })),
)
const actions = fc.array(action, { maxLength: 3 })

const guard: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    'even',
    'low',
    'alias',
    'both',
    not('even'),
    or(['even', 'low']),
    and(['low', 'even']),
  ),
  fc.nat({ max: 6 }).map((limit) => ({ type: 'below', params: { limit } })),
  fc.constant({ type: 'below', params: ({ event }: Args) => ({ limit: event.n ?? 2 }) }),
  fc.constant(({ context }: Args) => context.count % 3 === 1),
)

const shapes = fc.letrec<{ node: Shape }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: fc.constant<Shape>({ kind: 'atomic', inner: [] }) },
    { weight: 1, arbitrary: fc.constant<Shape>({ kind: 'final', inner: [] }) },
    {
      weight: 3,
      arbitrary: fc
        .array(tie('node') as Arbitrary<Shape>, { minLength: 1, maxLength: 3 })
        .map((inner): Shape => ({ kind: 'compound', inner })),
    },
  ),
})).node

interface Shape {
  readonly kind: 'atomic' | 'final' | 'compound'
  readonly inner: readonly Shape[]
}

const idsOf = (shape: Shape, id: string): string[] => [
  id,
  ...shape.inner.flatMap((inner, at) => idsOf(inner, `${id}-${names[at]}`)),
]

function transition(ids: readonly string[], siblings: readonly string[], children: readonly string[]) {
  const targets: Arbitrary<string | undefined>[] = [
    fc.constant(undefined),
    fc.constantFrom(...ids).map((id) => `#${id}`),
  ]
  if (siblings.length > 0) targets.push(fc.constantFrom(...siblings))
  if (children.length > 0) targets.push(fc.constantFrom(...children).map((child) => `.${child}`))
  return fc
    .record(
      { target: fc.oneof(...targets), guard, actions, reenter: fc.boolean() },
      { requiredKeys: ['target'] },
    )
    .map((row) => (row.target === undefined ? without(row, 'target') : row))
}

const without = (row: Config, key: string) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== key))

function config(
  shape: Shape,
  id: string,
  ids: readonly string[],
  siblings: readonly string[],
): Arbitrary<Config> {
  const children = names.slice(0, shape.inner.length)
  const row = transition(ids, siblings, children)
  const rows = fc.array(row, { minLength: 1, maxLength: 3 })
  const sends = sendTo(id, ({ context }: Args) => ({ type: 'told', count: context.count }))
  const invoke = fc.constantFrom<Config[]>(
    [],
    [{ id, src: 'friend', input: (args: Args) => told(args, 'input') }],
    [{ id, src: fromCallback(() => {}) }],
  )
  const inner = fc.tuple(...shape.inner.map((each, at) => config(each, `${id}-${names[at]}`, ids, children)))
  return fc
    .record({
      on: fc.dictionary(fc.constantFrom(...descriptors), rows, { maxKeys: 4 }),
      forbidden: fc.boolean(),
      // A transition without an event that is taken again and again would never end: it counts, and asks the count.
      always: fc.option(fc.constantFrom(...ids), { freq: 8, nil: undefined }),
      onDone: rows,
      invoke,
      tells: fc.boolean(),
      entry: actions,
      exit: actions,
      initialActions: actions,
      first: fc.nat(),
      inner,
    })
    .map(({ on, forbidden, always, onDone, invoke, tells, entry, exit, initialActions, first, inner }) => ({
      id,
      ...(shape.kind === 'final' && { type: 'final' }),
      on: { ...on, ...(forbidden && { back: {} }) },
      ...(always && {
        always: {
          guard: ({ context }: Args) => context.count % 11 === 7,
          target: `#${always}`,
          actions: assign({ count: ({ context }: Args) => context.count + 1 } as never),
        },
      }),
      invoke,
      entry: [...entry, ...(tells && invoke.length > 0 ? [sends] : [])],
      exit: [...exit, ...(tells && invoke.length > 0 ? [sends] : [])],
      ...(shape.kind === 'compound' && {
        onDone,
        initial: { target: children[first % children.length], actions: initialActions },
        states: Object.fromEntries(inner.map((each, at) => [children[at], each])),
      }),
      ...(shape.kind === 'final' && { output: ({ context }: Args) => context.count }),
    }))
}

/** A machine, how it begins, and what it is told. */
export interface RandomCase {
  readonly input: object
  readonly machine: AnyStateMachine
  readonly events: readonly { readonly type: string; readonly n: number }[]
}

export const randomCases: Arbitrary<RandomCase> = fc
  .array(shapes, { minLength: 1, maxLength: 3 })
  .map((inner): Shape => ({ kind: 'compound', inner }))
  .chain((shape) =>
    fc.record({
      machine: config(shape, 'm', idsOf(shape, 'm'), []).map(
        (root) =>
          createMachine(
            {
              ...root,
              context: ({ input }: { input: Context }) => input,
              options: { maxIterations: 60 },
            } as never,
            implementations as never,
          ) as AnyStateMachine,
      ),
      input: fc
        .dictionary(fc.string({ maxLength: 2 }), fc.nat(), {
          maxKeys: 30,
          size: 'max',
          noNullPrototype: true,
        })
        .map((more) => ({ ...more, count: 0, trail: '' })),
      events: fc.array(
        fc.record({ type: fc.constantFrom(...eventTypes, 'raised', 'xstate.init'), n: fc.nat({ max: 9 }) }),
        { minLength: 3, maxLength: 20, size: 'max' },
      ),
    }),
  )
