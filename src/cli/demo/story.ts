import { setTimeout as sleep } from 'node:timers/promises'
import type { Participant } from '../../services/platform/index.ts'
import { chaptersFor } from './chapters.ts'
import type { Chronicle } from './chronicle.ts'
import type { Performer } from './performer.ts'
import type { ShownPolicy } from './roles.ts'
import type { Stage } from './stage.ts'

/** How many lives of a token the story takes, about. */
export const livesTold = (shown: ShownPolicy): number => (shown === 'kick' ? 2 : 3)

/** What the platform's own list said at the two moments that count. */
export interface Witness {
  readonly afterExpiry: readonly Participant[]
  readonly atLast: readonly Participant[]
}

export interface StoryParts {
  readonly cast: readonly Performer[]
  readonly stage: Stage
  readonly chronicle: Chronicle
  readonly ttlMs: number
  readonly signal: AbortSignal
}

/**
 * Plays the story, cue by cue. It comes to its end also when a cue does not come: then something is wrong,
 * and whoever checks the journals afterwards will see it.
 *
 * @throws the signal's reason, once it aborts
 */
export async function tellStory({ cast, stage, chronicle, ttlMs, signal }: StoryParts): Promise<Witness> {
  const chapters = chaptersFor(cast.map(({ role }) => role))
  const [stays] = cast.filter(({ role }) => role.profile.policy === 'stay')
  const pause = (lives: number) => sleep(lives * ttlMs, undefined, { signal })
  const everyone = (isSo: (performer: Performer) => boolean) =>
    chronicle.until(() => cast.every(isSo), 1.25 * ttlMs + 1_000, signal)
  const portrait = ({ role }: Performer) => chronicle.portraitOf(role)
  const list = () => stage.platform.conferences.flatMap(({ participants }) => participants)

  chronicle.begin(chapters.joining)
  await Promise.all(cast.map((performer) => performer.join()))
  await everyone((performer) => (portrait(performer)?.generation ?? 0) > 0)
  chronicle.begin(chapters.refreshed)
  await pause(0.2)

  chronicle.begin(chapters.outage)
  stage.authServer.outage(true)
  chronicle.authServerIs('down')
  await everyone((performer) => portrait(performer)?.hasExpired === true)
  chronicle.begin(chapters.expiry)
  await pause(0.25)
  const afterExpiry = list()

  if (stays) {
    chronicle.begin(chapters.rejection)
    await stays.callWithTokenInHand()
    await pause(0.25)
  }
  chronicle.begin(chapters.recovery)
  stage.authServer.outage(false)
  chronicle.authServerIs('up')
  await pause(0.25)

  if (stays) {
    chronicle.begin(chapters.secondCall)
    await stays.callWithTokenInHand()
    const generation = portrait(stays)?.generation ?? 0
    await chronicle.until(() => (portrait(stays)?.generation ?? 0) > generation, ttlMs, signal)
    chronicle.begin(chapters.happyEnd)
    await pause(0.25)
  }
  return { afterExpiry, atLast: list() }
}
