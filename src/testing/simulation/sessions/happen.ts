import { exactSpan } from '../../words/exact-span.ts'
import { BrokenPromise } from '../broken-promise.ts'
import { refuseDamage, refuseNewer, upgrade } from './restart.ts'
import type { Happening } from './script.ts'
import type { SessionRun } from './session-run.ts'

type Doing<Kind extends Happening['do']> = Extract<Happening, { do: Kind }>
type Pass = (ms: number) => Promise<void>

/** Makes a thing happen, and lets promises settle. @param pass lets time pass, with all that comes of it */
export async function happen(run: SessionRun, happening: Happening, pass: Pass): Promise<void> {
  const { world } = run
  // Sleeps and crashes say it themselves, or are said by what comes of them.
  world.tell(() => inWords(happening))
  await does[happening.do](run, happening as never, pass)
}

const does: {
  readonly [Kind in Happening['do']]: (run: SessionRun, what: Doing<Kind>, pass: Pass) => unknown
} = {
  pass: (_, { ms }, pass) => pass(ms),
  sleep: (run, { ms, timers }, pass) => sleep(run, 'sleep', ms, timers, pass),
  freeze: (run, { ms, timers }, pass) => sleep(run, 'frozen', ms, timers, pass),
  'set-clock'(run, { byMs }) {
    run.world.strike(byMs < 0 ? 'clock-set-back' : 'clock-set-forward')
    setClock(run, byMs)
  },
  async throttle(run, { ms, forMs }, pass) {
    run.world.strike('throttled')
    run.world.clock.grainMs = ms
    await disturbed(run, forMs, pass)
  },
  async 'late-timers'(run, { ms, forMs }, pass) {
    run.world.strike('timers-late')
    run.world.clock.lateMs = ms
    await disturbed(run, forMs, pass)
  },
  callback(run, { next }) {
    run.world.issuer.queue.push(...next)
  },
  async outage(run, { forMs }, pass) {
    run.world.issuer.isDown = true
    await pass(forMs)
    run.world.issuer.isDown = false
  },
  'issuer-clock'(run, { byMs }) {
    run.world.strike('clock-skew')
    run.world.issuer.skewMs += byMs
  },
  reject(run, { which }) {
    const { issuer } = run.world
    const token = { 'in-use': run.process.token, 'of-before': issuer.mint.before?.value, unknown: undefined }[
      which
    ]
    if (which !== 'in-use') run.world.strike('delayed-401')
    else if (token !== undefined) run.world.strike('revocation')
    return reportRejected(run, token, which === 'in-use')
  },
  async 'rejection-storm'(run, { times, everyMs }, pass) {
    for (let time = 0; time < times && !run.isOver; time++) {
      const { token } = run.process
      if (token !== undefined) {
        run.world.strike('rejection-storm')
        run.process.call('reportRejected', token)
      }
      await pass(everyMs)
    }
  },
  app(run, { call }) {
    if (call === 'token') void run.process.token
    else run.process.call(call, run.process.token)
    return run.settle()
  },
  supply(run, { give }) {
    const { issuer, script } = run.world
    const minted = give === 'expired' ? issuer.make(script.ttlMs, -2 * script.ttlMs) : issuer.make()
    const same = run.process.token
    if (give === 'malformed') run.process.supply('a.b.c')
    else run.process.supply(give === 'same' && same !== undefined ? same : minted.given)
    return run.settle()
  },
  crash: (run, { crash }) => run.doom(crash),
  async 'disk-full'(run, { forMs, spaceBytes }, pass) {
    run.world.strike('disk-full')
    run.world.store.trouble = { kind: 'full', spaceBytes }
    await pass(forMs)
    run.world.store.trouble = undefined
  },
  async 'store-gone'(run, { forMs }, pass) {
    run.world.strike('disk-full')
    run.world.store.trouble = { kind: 'gone', spaceBytes: 0 }
    await pass(forMs)
    run.world.store.trouble = undefined
  },
  'older-build': (run, { crash }) => upgrade(run, crash),
  'newer-build': (run, { crash }) => refuseNewer(run, crash),
  'damaged-middle': (run, { crash, at }) => refuseDamage(run, crash, at),
}

/** @throws BrokenPromise if nothing is recorded of a rejection of the token in use */
async function reportRejected(run: SessionRun, token: string | undefined, isInUse: boolean): Promise<void> {
  await run.settle()
  if (run.isOver || run.process.isDead) return
  run.recent.length = 0
  run.process.call('reportRejected', token)
  await run.settle()
  const { process, world } = run
  if (!isInUse || token === undefined || process.isDead || process.session.journalLag > 0) return
  world.tally.checked('rejections-are-heard')
  if (!run.recent.some(({ type }) => type === 'api.rejected'))
    throw new BrokenPromise(
      'rejections-are-heard',
      'the platform has rejected the token in use, and nobody heard it',
    )
}

/** The wall clock is set. The session's time does not run back. */
export function setClock(run: SessionRun, byMs: number): void {
  run.world.clock.wallMs += byMs
  run.disturb()
  run.process.cause()
}

function sleep(
  run: SessionRun,
  fault: 'sleep' | 'frozen',
  ms: number,
  timers: 'run' | 'stand-still',
  pass: Pass,
): Promise<void> {
  run.world.strike(fault)
  run.world.clock.sleep(ms, timers)
  run.disturb()
  run.process.cause()
  // Whose timers stood still looks at the time again within a slice.
  return pass(timers === 'run' ? 0 : 60_000)
}

async function disturbed(run: SessionRun, forMs: number, pass: Pass): Promise<void> {
  await pass(forMs)
  run.world.clock.grainMs = 1
  run.world.clock.lateMs = 0
  run.disturb()
}

function inWords(happening: Happening): string {
  const { do: what, ...rest } = happening
  const details = Object.entries(rest).map(([name, value]) =>
    name.endsWith('s') && typeof value === 'number'
      ? `${name} ${value < 0 ? '-' : ''}${exactSpan(Math.abs(value))}`
      : `${name} ${JSON.stringify(value)}`,
  )
  return `* ${what}${details.length > 0 ? ` (${details.join(', ').replaceAll('"', '')})` : ''}`
}
