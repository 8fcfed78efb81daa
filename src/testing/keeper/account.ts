/** A token that the issuer has minted. Times here are ms since the history began, by the issuer's true clock. */
export interface MintedToken {
  /** 0 is the first token; else the number of the call it answers. */
  readonly number: number
  readonly value: string
  readonly mintedAtMs: number
  readonly endsAtMs: number
  /** What it is good for. */
  readonly kind: 'good' | 'empty' | 'dead' | 'malformed'
  /** The secret in its payload. */
  readonly secret: string
}

/** One call of the callback. */
export interface Call {
  readonly number: number
  readonly atMs: number
  /** What the callback was told, if anything. */
  readonly told: unknown
  settledAtMs?: number
  how?: 'answered' | 'failed'
}

/** One caller who asked for a token. */
export interface Ask {
  readonly number: number
  readonly atMs: number
  settledAtMs?: number
  /** What was handed out, and which of the minted tokens it is, if it is one. */
  handed?: { readonly value: unknown; readonly token: MintedToken | undefined }
  /** The name of the error that the caller got instead. */
  refused?: string
}

/** A line of a history. */
export interface Line {
  readonly atMs: number
  readonly text: string
}

/** All that was seen while a history was played. */
export interface Account {
  readonly ttlMs: number
  readonly tokens: readonly MintedToken[]
  readonly calls: readonly Call[]
  readonly asks: readonly Ask[]
  readonly lines: readonly Line[]
  /** Unhandled rejections, and errors that escaped from timers, by name. */
  readonly escaped: readonly string[]
  /** When the keeper last woke, if it slept. */
  readonly wokeAtMs: number | undefined
  /** When it was closed, if it was; and how many of its timers were armed right then. */
  readonly closedAtMs: number | undefined
  readonly armedAfterClose: number
  /** The most timers that were armed at one time. */
  readonly mostArmed: number
  /** Where 16 or more characters in a row of a token's payload, signature or secret were seen. */
  readonly leaks: readonly string[]
  readonly rejections: readonly { readonly atMs: number; readonly value: string }[]
  readonly nowMs: number
}

/** What a keeper can do. */
export interface Abilities {
  readonly rejected: boolean
  readonly close: boolean
}
