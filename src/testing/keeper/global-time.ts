import type { Clock } from '../../services/clock/clock.ts'

/** A timer as Node hands it out; a browser's number is in it. */
class GlobalTimer {
  handle: unknown
  ref = () => this
  unref = () => this
  hasRef = () => true;
  [Symbol.toPrimitive] = () => Number(this.handle)
}

const replaced = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const

/**
 * Puts a clock in the place of `Date`, `setTimeout`, `setInterval` and their like, and chance in the place of
 * `Math.random`, for the whole process. Nothing else is replaced.
 *
 * @returns puts all back
 */
export function installGlobalTime(clock: Clock, random: () => number): () => void {
  const before = replaced.map((name) => [name, globalThis[name]] as const)
  const chance = Math.random
  const RealDate = Date

  const arm = (timer: GlobalTimer, fn: () => void, ms: number, isRepeated: boolean): GlobalTimer => {
    timer.handle = clock.setTimeout(() => {
      if (isRepeated) arm(timer, fn, ms, true)
      fn()
    }, ms)
    return timer
  }
  const setter =
    (isRepeated: boolean) =>
    (fn: (...args: unknown[]) => void, ms: unknown = 0, ...args: unknown[]) =>
      arm(new GlobalTimer(), () => fn(...args), Number(ms), isRepeated)
  const clear = (timer: unknown) => clock.clearTimeout(timer instanceof GlobalTimer ? timer.handle : timer)

  const now = () => clock.now()
  const FakeDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  Object.assign(globalThis, {
    Date: FakeDate,
    setTimeout: setter(false),
    clearTimeout: clear,
    setInterval: setter(true),
    clearInterval: clear,
  })
  Math.random = random
  return () => {
    for (const [name, value] of before) Object.assign(globalThis, { [name]: value })
    Math.random = chance
  }
}
