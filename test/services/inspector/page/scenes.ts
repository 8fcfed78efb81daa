import { createMemoryJournal, type Journal, openSession, type Policy, type Session } from 'halflife'
import { TestClock } from 'halflife/testing'

/** A session on a clock of its own, whose authentication server does as it is told. */
export class Scene {
  readonly clock: TestClock
  readonly session: Session
  /** What the authentication server answers: a token, an error, or nothing; and after how long. */
  answer: 'token' | 'error' | 'nothing' = 'token'
  answerMs = 300
  #count = 0

  constructor(
    journal: Journal,
    stream: string,
    policy: Policy,
    options: { startMs?: number; ttlSeconds?: number; retry?: 'backoff' | 'points-only' } = {},
  ) {
    const { startMs = Date.UTC(2026, 10, 22, 14, 0, 0), ttlSeconds = 60, retry = 'backoff' } = options
    this.clock = new TestClock(startMs)
    const issue = () => ({ value: `token-${this.#count++}`, expiresInSeconds: ttlSeconds })
    this.session = openSession({
      token: issue(),
      policy,
      retry,
      clock: this.clock,
      random: () => 0.5,
      journal,
      stream,
      refreshTimeoutMs: (ttlSeconds * 1_000) / 3,
      refresh: async () => {
        const { answer } = this
        await new Promise<void>((resolve) => this.clock.setTimeout(resolve, this.answerMs))
        if (answer === 'nothing') await new Promise(() => {})
        if (answer === 'error')
          throw Object.assign(new Error('down'), { name: 'AuthServerError', status: 503 })
        return issue()
      },
    })
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms)
    await this.session.flush()
  }

  async sleep(ms: number): Promise<void> {
    await this.clock.sleepAsync(ms)
    await this.session.flush()
  }
}

/** A minute's tokens, refreshed twice; then the server goes down, and the token ends in a conference. */
export async function playOutage(journal: Journal, stream: string, policy: Policy): Promise<Scene> {
  const scene = new Scene(journal, stream, policy)
  await scene.pass(4_000)
  scene.session.joinedConference()
  await scene.pass(50_000)
  scene.answer = 'error'
  await scene.pass(50_000)
  return scene
}

/** After an outage, under stay: the platform rejects, the server comes back, and all is well. */
export async function playRecovery(scene: Scene): Promise<void> {
  await scene.pass(12_000)
  scene.answer = 'token'
  await scene.pass(30_000)
}

/** A laptop is closed for an hour and a half. */
export async function playSleep(journal: Journal, stream: string): Promise<Scene> {
  const scene = new Scene(journal, stream, 'stay', { ttlSeconds: 3_600 })
  scene.answerMs = 2_000
  await scene.pass(2_400_000)
  await scene.sleep(5_400_000)
  await scene.pass(900_000)
  return scene
}

/** Many sessions, each of its own luck. @param seed the same gives the same */
export async function playFleet(journal: Journal, count: number, seed = 7): Promise<void> {
  let state = seed
  const chance = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  const startMs = Date.now() - 95_000
  for (let index = 0; index < count; index++) {
    const stream = `room-${1 + (index % 97)}/${names[index % names.length]}-${index}`
    const scene = new Scene(journal, stream, chance() < 0.4 ? 'kick' : 'stay', { startMs, ttlSeconds: 60 })
    if (chance() < 0.5) scene.session.joinedConference()
    await scene.pass(20_000 + chance() * 30_000)
    if (chance() < 0.08) scene.answer = 'error'
    await scene.pass(45_000)
    if (chance() < 0.02) await scene.session.close()
  }
}

const names = ['alice', 'bob', 'chen', 'dora', 'emil', 'fatou', 'goran', 'hana', 'ines', 'jonas']

/** A journal of some sessions that went well, and some that did not. */
export async function playAll(): Promise<Journal> {
  const journal = createMemoryJournal()
  const web = await playOutage(journal, 'room-7/alice (web)', 'stay')
  await playRecovery(web)
  await playOutage(journal, 'room-7/alice (native)', 'kick')
  await playSleep(journal, 'room-9/closed laptop')
  const well = new Scene(journal, 'room-3/bob', 'stay')
  await well.pass(100_000)
  return journal
}
