/** A row of the specification: the table under "Rows" in docs/machine.md, word for word. */
export interface SpecificationRow {
  readonly id: RowId
  /** In which states. The cells are Markdown with code in backticks, and nothing else of it. */
  readonly in: string
  /** On what event, if what holds. */
  readonly when: string
  /** What becomes of it. */
  readonly then: string
}

const rows = {
  point: [
    'live, not `expired`',
    '`deadline.reached` handles one half, or three quarters',
    '`refreshing-half.requesting`, or `refreshing-three-quarter.requesting`',
  ],
  'point-after-rejection': [
    '`expired`, by a rejection',
    '`deadline.reached` handles one half, or three quarters',
    '`expired.requesting`',
  ],
  'end-stay': [
    'live; stay, or not in a conference',
    '`deadline.reached` handles the end',
    '`token.expired` (unless it was said), `expired.requesting`',
  ],
  'end-kick': [
    'live; kick, in a conference',
    '`deadline.reached` handles the end',
    '`token.expired`, `participant.kicked`; `kicked`',
  ],
  'retry-due': [
    'idle',
    '`deadline.reached`, no new point, and `retryAtMs` has come',
    'same state, requesting; stage `retry`',
  ],
  'unknown-attempt': [
    'live',
    '`refresh.succeeded` or `refresh.failed` of an attempt that was never made',
    '`refresh.ignored`, `unknown`',
  ],
  'superseded-answer': [
    'live',
    '`refresh.succeeded` of an attempt not newer than the last one adopted',
    '`refresh.ignored`, `superseded`',
  ],
  adoption: [
    'live',
    'any other `refresh.succeeded`, in flight or old, with a live token',
    '`token.adopted`; `valid.idle`: the next generation, no point handled, not rejected',
  ],
  'dead-answer': [
    'live',
    'any other `refresh.succeeded`, with a dead token',
    '`refresh.ignored`, `expired`; if the attempt was in flight, it failed: the next row',
  ],
  failure: [
    'requesting',
    '`refresh.failed` of the attempt in flight',
    'idle, `retryAtMs` as the event says; but kick, `expired` and in a conference: `participant.kicked`, `kicked`',
  ],
  'old-failure': ['live', '`refresh.failed` of an old attempt', '`refresh.ignored`, `superseded`'],
  supplied: [
    'live',
    '`token.supplied`, a live token',
    '`token.adopted` without `attempt`; `valid.idle`; every attempt made so far is superseded',
  ],
  'supplied-dead': ['live', '`token.supplied`, a dead token', 'nothing'],
  'other-generation': [
    'live',
    '`api.rejected` of another generation',
    'nothing: the caller tries again with the token in use',
  ],
  'rejected-idle': [
    'idle; stay',
    '`api.rejected` of this generation',
    '`token.rejected` and `token.expired` (unless said); `expired.requesting`, stage `rejection`; but `expired.idle` until `retryAtMs`, or else `quietUntilMs`, if that lies ahead',
  ],
  'rejected-requesting': [
    'requesting; stay',
    '`api.rejected` of this generation',
    '`token.rejected` and `token.expired` (unless said); `expired.requesting`: no second attempt',
  ],
  'rejected-kick': [
    'live; kick',
    '`api.rejected` of this generation',
    '`token.rejected` (unless said); same state, no attempt',
  ],
  demand: ['idle', '`refresh.demanded`', 'same state, requesting; stage `demand`'],
  'demand-joins': ['requesting', '`refresh.demanded`', 'nothing: it shares the attempt in flight'],
  conference: [
    'live',
    '`conference.joined`, `conference.left`',
    'remembered; but kick, `expired.idle` and `conference.joined`: `participant.kicked`, `kicked`',
  ],
  ejected: ['live', '`conference.ejected`', 'out of the conference; kick: `participant.kicked`, `kicked`'],
  resumed: [
    'requesting, and the attempt in flight is not newer than `attempt`',
    '`session.resumed`',
    'same state; a new attempt of the same stage',
  ],
} as const

/** Names a row. */
export type RowId = keyof typeof rows

/** All rows, in the order of the page. */
export const specification: readonly SpecificationRow[] = Object.entries(rows).map(
  ([id, [where, when, then]]) => ({
    id: id as RowId,
    in: where,
    when,
    then,
  }),
)
