import {
  createMemoryJournal,
  type Journal,
  openSession,
  type ResumeOptions,
  resumeSession,
  type SessionOptions,
} from 'halflife'
import { TestClock } from 'halflife/testing'
import { callback, jwt, minuteMs, opaque, startMs } from '../../session/setting.ts'

const secondMs = 1000

/** What a scene plays on. */
class Stage {
  clock = new TestClock(startMs)
  callback = callback(this.clock)
  readonly journal: Journal = createMemoryJournal()

  open(stream: string, options: Partial<SessionOptions> = {}) {
    return openSession(this.#options(stream, options))
  }

  resume(stream: string, options: Partial<SessionOptions> = {}) {
    return resumeSession(this.#options(stream, options))
  }

  /** The process dies, and so do its timers and its attempts; so much later there is another. */
  crash(ms: number) {
    this.clock = new TestClock(this.clock.now() + ms)
    this.callback = callback(this.clock)
  }

  wait(ms: number) {
    return this.clock.advanceAsync(ms)
  }

  sleep(ms: number) {
    return this.clock.sleepAsync(ms)
  }

  /** The callback's answer to an attempt. */
  answer(attempt: number, expiresInSeconds = 60) {
    return this.callback.call(attempt).answer(opaque(`token-of-attempt-${attempt}`, expiresInSeconds))
  }

  fail(
    attempt: number,
    error: unknown = Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' }),
  ) {
    return this.callback.call(attempt).fail(error)
  }

  #options(stream: string, options: Partial<SessionOptions>): ResumeOptions {
    const { clock, journal } = this
    const { refresh } = this.callback
    return { token: opaque('token-0'), refresh, random: () => 0.5, ...options, clock, journal, stream }
  }
}

class AuthServerError extends Error {
  override readonly name = 'AuthServerError'
  readonly status = 503
}

/** What happened to the sessions whose histories are kept: each scene plays one stream. */
export const scenes: Readonly<Record<string, (stage: Stage, stream: string) => Promise<void>>> = {
  async stay(stage, stream) {
    const session = stage.open(stream)
    session.joinedConference()
    await stage.wait(30 * secondMs)
    await stage.wait(120)
    await stage.answer(1)
    await stage.wait(30 * secondMs)
    await stage.fail(2, new AuthServerError())
    await stage.wait(700)
    await stage.wait(15 * secondMs)
    await stage.wait(30 * secondMs)
    await stage.answer(4, 3600)
    session.leftConference()
    await stage.wait(10 * minuteMs)
    session.supplyToken(opaque('token-from-elsewhere', 600))
    await session.close()
  },

  async kick(stage, stream) {
    const session = stage.open(stream, { policy: 'kick', retry: 'points-only' })
    await stage.wait(2 * secondMs)
    session.joinedConference()
    await stage.wait(28 * secondMs)
    await stage.wait(110)
    await stage.answer(1)
    await stage.wait(30 * secondMs)
    await stage.wait(35)
    await stage.fail(2)
    await stage.wait(15 * secondMs)
    await stage.wait(250)
    await stage.fail(3, new AuthServerError())
    await stage.wait(20 * secondMs)
    await session.close()
  },

  async 'kick-after-sleep'(stage, stream) {
    const session = stage.open(stream, { policy: 'kick' })
    session.joinedConference()
    await stage.wait(10 * secondMs)
    await stage.sleep(3 * 60 * minuteMs)
    await session.close()
  },

  async 'kick-without-hope'(stage, stream) {
    const session = stage.open(stream, { policy: 'kick', refreshTimeoutMs: 5 * secondMs })
    await stage.wait(30 * secondMs)
    session.reportRejected('token-0')
    await stage.wait(31 * secondMs)
    await stage.wait(10 * secondMs)
    session.joinedConference()
    await session.close()
  },

  async ejected(stage, stream) {
    const session = stage.open(stream, { policy: 'kick' })
    session.joinedConference()
    await stage.wait(5 * secondMs)
    session.ejectedFromConference()
    await session.close()
  },

  async outage(stage, stream) {
    const session = stage.open(stream)
    await stage.wait(30 * secondMs)
    for (let attempt = 1; stage.clock.elapsedMs < 20 * minuteMs; attempt++) {
      const isNow = stage.callback.calls.length >= attempt
      if (isNow) await stage.fail(attempt, new AuthServerError())
      else attempt--
      await stage.wait(secondMs)
    }
    await stage.wait(2 * minuteMs)
    await stage.answer(stage.callback.calls.length, 3600)
    await session.close()
  },

  async restart(stage, stream) {
    const token = jwt(startMs, startMs + 10 * minuteMs)
    const first = stage.open(stream, { token })
    first.joinedConference()
    await stage.wait(5 * minuteMs)
    await first.flush()
    stage.crash(minuteMs)
    const second = await stage.resume(stream, { token })
    await stage.wait(80)
    await stage.callback.calls.at(-1)?.answer(jwt(startMs + 6 * minuteMs, startMs + 16 * minuteMs))
    await second.close()
    stage.crash(20 * minuteMs)
    const third = await stage.resume(stream, { token: null })
    await stage.wait(80)
    await stage.callback.calls.at(-1)?.answer(jwt(startMs + 26 * minuteMs, startMs + 36 * minuteMs))
    await third.close()
  },

  async rejections(stage, stream) {
    const session = stage.open(stream)
    session.reportRejected('token-0')
    for (let attempt = 1; attempt <= 4; attempt++) {
      while (stage.callback.calls.length < attempt) await stage.wait(250)
      await stage.answer(attempt)
      session.reportRejected(`token-of-attempt-${attempt}`)
      session.reportRejected(`token-of-attempt-${attempt - 1}`)
    }
    await stage.wait(minuteMs)
    await session.close()
  },

  async 'join-overlap'(stage, stream) {
    const session = stage.open(stream, { overlap: 'join', refreshTimeoutMs: 20 * secondMs })
    await stage.wait(30 * secondMs)
    session.refreshNow().catch(() => {})
    await stage.wait(15 * secondMs)
    await stage.wait(10 * secondMs)
    await stage.fail(2, Object.assign(new Error('late'), { name: 'TimeoutError' }))
    await stage.wait(10 * secondMs)
    await stage.answer(stage.callback.calls.length)
    await session.close()
  },
}

/** Plays a scene, and gives what was recorded. */
export async function play(name: string): Promise<{ journal: Journal; stream: string }> {
  const stage = new Stage()
  const stream = `histories/${name}`
  await scenes[name]?.(stage, stream)
  return { journal: stage.journal, stream }
}
