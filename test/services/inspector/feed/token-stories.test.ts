import { openSession } from 'halflife'
import { describe, expect, it } from 'vitest'
import type { AnyActorRef, InspectionEvent } from 'xstate'
import { actorMessage, stepMessage } from '../../../../src/services/inspector/client/actor-message.ts'
import { TokenStories } from '../../../../src/services/inspector/feed/token-stories.ts'
import type { ActorMessage } from '../../../../src/services/inspector/protocol.ts'

/** What a session says of itself from its opening to its close. */
async function lifeOfASession(): Promise<ActorMessage[]> {
  const shown: InspectionEvent[] = []
  const session = openSession({
    token: { value: 'a-token-of-an-app', expiresInSeconds: 60 },
    refresh: async () => ({ value: 'another-token-of-an-app', expiresInSeconds: 60 }),
    inspect: (event) => void shown.push(event),
  })
  await session.refreshNow()
  await session.close()
  const texts = shown
    .filter(({ type }) => type !== '@xstate.event')
    .map((event) =>
      event.type === '@xstate.actor'
        ? actorMessage(event.actorRef as AnyActorRef, 1_800_000_000_000, event.rootId, {})
        : stepMessage(event, 1_800_000_000_000, {}),
    )
  return texts.flatMap((text) => (text === undefined ? [] : [JSON.parse(text)]))
}

const renamed = (message: ActorMessage, sessionId: string): ActorMessage => ({ ...message, sessionId })
const sizeOf = (message: ActorMessage) => JSON.stringify(message).length

describe("an app's token machines", () => {
  it('are known from their beginning, though ever so many others have come and gone', async () => {
    const [made, begun, ...more] = (await lifeOfASession()) as [ActorMessage, ActorMessage, ...ActorMessage[]]
    const end = more.at(-1) as ActorMessage
    const stories = new TokenStories()
    for (const message of [made, begun]) stories.take(renamed(message, 'old'), sizeOf(message))
    for (let index = 0; index < 20_100; index++)
      for (const message of [made, begun, end]) stories.take(renamed(message, `x:${index}`), 1_000)
    const outcomes = more.map((message) => stories.take(renamed(message, 'old'), sizeOf(message)))
    expect(outcomes.filter((outcome) => outcome && 'actors' in outcome)).toEqual([])
    expect(outcomes.at(-1)).toMatchObject({ record: { type: 'session.closed' } })
  })

  it('are not heard of any more once they have ended', async () => {
    const stories = new TokenStories()
    const life = await lifeOfASession()
    const outcomes = life.map((message) => stories.take(message, sizeOf(message)))
    expect(outcomes.at(-1)).toMatchObject({ record: { type: 'session.closed' } })
    for (const message of life) expect(stories.take(message, sizeOf(message))).toBeUndefined()
  })

  it('are forgotten, oldest first, where what they were made known by is too much to keep', async () => {
    const stories = new TokenStories()
    const [made, begun] = (await lifeOfASession()) as [ActorMessage, ActorMessage]
    for (let index = 0; index < 40; index++) {
      const definition = `${(made as { definition?: string }).definition}${' '.repeat(index)}`
      stories.take({ ...renamed(made, `x:${index}`), definition } as ActorMessage, 1024 * 1024)
    }
    const isKnown = (index: number) => 'record' in (stories.take(renamed(begun, `x:${index}`), 0) ?? {})
    expect([isKnown(0), isKnown(7), isKnown(8), isKnown(39)]).toEqual([false, false, true, true])
  })
})
