import type { Policy } from '../../../machines/token-life.ts'
import type { JournalRecord } from '../../journal/record.ts'
import type { ActorCreated, ActorMessage } from '../protocol.ts'
import { TokenStory } from './token-story.ts'

/**
 * How many token machines of one app are known at once, and how many characters what they were made known by has; the
 * oldest are forgotten first. And of how many that have ended it is remembered that they have.
 */
const mostStories = 20_000
const mostCharacters = 32 * 1024 * 1024
const mostEnded = 20_000

/** What becomes of a message. */
export type Outcome =
  | { readonly record: JournalRecord }
  /** What it, or what was held back until it came, is to be shown as it is. */
  | { readonly actors: readonly ActorMessage[] }

/** Tells those of an app's actors that are token machines from the others. */
export class TokenStories {
  readonly #stories = new Map<string, { readonly story: TokenStory; readonly size: number }>()
  readonly #ended = new Set<string>()
  #characters = 0

  /**
   * @param size about how many characters the message has
   * @returns `undefined` for a message that says nothing new
   */
  take(message: ActorMessage, size: number): Outcome | undefined {
    const { sessionId } = message
    // Whatever it is told yet, it does not hear.
    if (this.#ended.has(sessionId)) return undefined
    const story = this.#stories.get(sessionId)?.story
    if (message.type === '@xstate.actor') {
      // An app that comes back says again who is there.
      return story ? undefined : this.#begin(message, size)
    }
    if (!story) return { actors: [message] }
    if (message.type === '@xstate.event') return undefined
    const record = story.step(message)
    if (record === 'gap') {
      this.forget(sessionId)
      return { actors: [story.actor, message] }
    }
    if (record && message.snapshot?.status !== 'active') this.#end(sessionId)
    return record && { record }
  }

  /** Its story cannot be shown from its beginning any more. */
  forget(sessionId: string): void {
    this.#characters -= this.#stories.get(sessionId)?.size ?? 0
    this.#stories.delete(sessionId)
  }

  #begin(actor: ActorCreated, size: number): Outcome | undefined {
    const known = definitionOf(actor)
    if (!known) return { actors: [actor] }
    const { policy, definition, isNew } = known
    const kept = isNew ? size : Math.max(0, size - definition.length)
    this.#stories.set(actor.sessionId, {
      story: new TokenStory({ ...actor, definition }, policy),
      size: kept,
    })
    this.#characters += kept
    while (this.#stories.size > mostStories || this.#characters > mostCharacters) {
      const [oldest = ''] = this.#stories.keys()
      this.forget(oldest)
    }
    return undefined
  }

  #end(sessionId: string): void {
    this.forget(sessionId)
    this.#ended.add(sessionId)
    if (this.#ended.size <= mostEnded) return
    const [oldest = ''] = this.#ended
    this.#ended.delete(oldest)
  }
}

/** The same few definitions come again and again: of each, one text is kept. */
const definitions = new Map<string, { readonly definition: string; readonly policy: Policy | undefined }>()
const mostDefinitions = 16

/** The definition of a token machine, and its policy; `undefined` for other machines. */
function definitionOf({ definition }: ActorCreated) {
  if (!definition?.includes('"halflife.token"')) return undefined
  const known = definitions.get(definition)
  const { policy, definition: text } = known ?? { policy: readPolicy(definition), definition }
  if (!known) {
    if (definitions.size >= mostDefinitions) definitions.clear()
    definitions.set(definition, { definition, policy })
  }
  return policy && { policy, definition: text, isNew: !known }
}

function readPolicy(definition: string): Policy | undefined {
  try {
    const { id, on } = JSON.parse(definition)
    if (id !== 'halflife.token') return undefined
    return JSON.stringify(on['conference.ejected']).includes('"kick"') ? 'kick' : 'stay'
  } catch {
    return undefined
  }
}
