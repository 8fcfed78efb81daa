import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { machineVersion } from '../../machines/token-machine.ts'
import { replay } from '../../services/journal/replay.ts'
import { openSession } from '../../services/session/open-session.ts'
import { resumeSession } from '../../services/session/resume-session.ts'
import { TestClock } from '../clock/test-clock.ts'
import { all, bare, type Check, inStream, lifeIn } from './stage.ts'

const stream = 'room-7/alice'
const life = lifeIn(stream, 12)
const machine = machineVersion
const snapshot = { value: { valid: 'idle' }, context: { atMs: 1.5, name: 'ä"\n', none: null, list: [1, {}] } }

/** What checkpoints, closing and opening again promise; and that a session can live on it. */
export const keeping: Readonly<Record<string, Check>> = {
  'a checkpoint is kept by its stream and its machine': async ({ journal }) => {
    strictEqual(await journal.loadCheckpoint(stream, machine), undefined)
    await journal.append(stream, life, 0)
    await journal.saveCheckpoint(stream, { version: 5, machine, snapshot })
    await journal.saveCheckpoint(stream, { version: 3, machine: 'another.machine/2', snapshot: 'another' })
    deepStrictEqual(await journal.loadCheckpoint(stream, machine), { version: 5, snapshot })
    deepStrictEqual(await journal.loadCheckpoint(stream, 'another.machine/2'), {
      version: 3,
      snapshot: 'another',
    })
    strictEqual(await journal.loadCheckpoint(stream, 'another.machine/3'), undefined)
    strictEqual(await journal.loadCheckpoint('bob', machine), undefined)
  },

  'of checkpoints the newest version wins, whatever comes last': async ({ journal }) => {
    await journal.append(stream, life, 0)
    for (const version of [4, 9, 7]) {
      await journal.saveCheckpoint(stream, { version, machine, snapshot: { of: version } })
    }
    deepStrictEqual(await journal.loadCheckpoint(stream, machine), { version: 9, snapshot: { of: 9 } })
    await journal.saveCheckpoint(stream, { version: 9, machine, snapshot: 'again' })
    deepStrictEqual(await journal.loadCheckpoint(stream, machine), { version: 9, snapshot: 'again' })
  },

  'a checkpoint is no record, and cannot be changed from outside': async ({ journal }) => {
    await journal.append(stream, life.slice(0, 6), 0)
    const mine = structuredClone(snapshot)
    await journal.saveCheckpoint(stream, { version: 6, machine, snapshot: mine })
    mine.context.atMs = 0
    const loaded = (await journal.loadCheckpoint(stream, machine)) as { snapshot: typeof snapshot }
    loaded.snapshot.context.atMs = 0
    deepStrictEqual(await journal.loadCheckpoint(stream, machine), { version: 6, snapshot })
    strictEqual(await journal.append(stream, life.slice(6), 6), 12)
    deepStrictEqual(bare(await all(journal.readAll())), life)
  },

  'what was kept is there when it is opened again, and goes on': async ({ journal, reopen }) => {
    if (!reopen) return
    await journal.append(stream, life.slice(0, 5), 0)
    await journal.append('bob', lifeIn('bob', 3), 0)
    await journal.saveCheckpoint(stream, { version: 5, machine, snapshot })
    const before = await all(journal.readAll())
    await journal.close()
    const again = await reopen()
    deepStrictEqual(await all(again.readAll()), before)
    deepStrictEqual(await again.loadCheckpoint(stream, machine), { version: 5, snapshot })
    strictEqual(await again.append(stream, life.slice(0, 5), 0), 5)
    strictEqual(await again.append(stream, life.slice(5), 5), 12)
    deepStrictEqual(await inStream(again, stream), life)
    const last = before.at(-1)?.position as string
    deepStrictEqual(bare(await all(again.readAll({ after: last }))), life.slice(5))
    await again.close()
  },

  'it may be closed twice': async ({ journal }) => {
    await journal.append(stream, life, 0)
    await journal.close()
    await journal.close()
  },

  'a session lives on it, and is continued from it': async ({ journal }) => {
    const clock = new TestClock()
    let count = 0
    const options = {
      refresh: () => ({ value: `token-${++count}`, expiresInSeconds: 60 }),
      clock,
      journal,
      stream,
      random: () => 0.5,
    }
    const session = openSession({ ...options, token: { value: 'token-0', expiresInSeconds: 60 } })
    session.joinedConference()
    await clock.advanceAsync(100_000)
    await session.flush()
    const lived = await all(journal.read(stream))
    ok(lived.length >= 8)
    const { snapshot: replayed } = await replay(lived)
    deepStrictEqual(replayed.context, session.actor.getSnapshot().context)
    await session.close()

    await clock.advanceAsync(3_600_000)
    const resumed = await resumeSession({ ...options, token: null })
    await clock.advanceAsync(1000)
    strictEqual(resumed.token(), `token-${count}`)
    await resumed.close()
    const whole = await all(journal.read(stream))
    deepStrictEqual(whole.slice(0, lived.length), lived)
    strictEqual((await replay(whole)).version, whole.length)
  },
}
