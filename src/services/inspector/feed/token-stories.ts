import type { Policy } from '../../../machines/token-life.ts'
import type { JournalRecord } from '../../journal/record.ts'
import type { ActorCreated, ActorMessage } from '../protocol.ts'
import { TokenStory } from './token-story.ts'

/** How many token machines of one app are known at once; the oldest are forgotten first. */
const mostStories = 20_000

/** What becomes of a message. */
export type Outcome =
  | { readonly record: JournalRecord }
  /** What it, or what was held back until it came, is to be shown as it is. */
  | { readonly actors: readonly ActorMessage[] }

/** Tells those of an app's actors that are token machines from the others. */
export class TokenStories {
  readonly #stories = new Map<string, TokenStory>()

  /** @returns `undefined` for a message that says nothing new */
  take(message: ActorMessage): Outcome | undefined {
    const story = this.#stories.get(message.sessionId)
    if (message.type === '@xstate.actor') {
      // An app that comes back says again who is there.
      return story ? undefined : this.#begin(message)
    }
    if (!story) return { actors: [message] }
    if (message.type === '@xstate.event') return undefined
    const record = story.step(message)
    if (record !== 'gap') return record && { record }
    this.#stories.delete(message.sessionId)
    return { actors: [story.actor, message] }
  }

  /** Its story cannot be shown from its beginning any more. */
  forget(sessionId: string): void {
    this.#stories.delete(sessionId)
  }

  #begin(actor: ActorCreated): Outcome | undefined {
    const policy = policyOf(actor.definition)
    if (!policy) return { actors: [actor] }
    this.#stories.set(actor.sessionId, new TokenStory(actor, policy))
    if (this.#stories.size > mostStories) {
      const [oldest = ''] = this.#stories.keys()
      this.#stories.delete(oldest)
    }
    return undefined
  }
}

/** The same few definitions come again and again. */
const policies = new Map<string, Policy | undefined>()
const mostPolicies = 16

/** The policy of a token machine's definition; `undefined` for other machines. */
function policyOf(definition: string | undefined): Policy | undefined {
  if (!definition?.includes('"halflife.token"')) return undefined
  if (!policies.has(definition)) {
    if (policies.size >= mostPolicies) policies.clear()
    policies.set(definition, readPolicy(definition))
  }
  return policies.get(definition)
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
