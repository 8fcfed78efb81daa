import type { Behaviour, Episode, Happening, SessionScript } from './script.ts'

type Fails = (script: SessionScript) => Promise<boolean>

/** So many scripts are tried at most: each takes up to a second. */
const mostTries = 250

/**
 * Makes a script shorter and simpler, as long as it fails: fewer episodes, fewer happenings, shorter and rounder times,
 * an ordinary session.
 *
 * @returns a script that fails; the one given, if nothing shorter does
 */
export async function simplify(script: SessionScript, fails: Fails): Promise<SessionScript> {
  let simplest = script
  let tries = 0
  const attempt = async (simpler: SessionScript): Promise<boolean> => {
    if (tries >= mostTries || JSON.stringify(simpler) === JSON.stringify(simplest)) return false
    tries++
    if (!(await fails(simpler))) return false
    simplest = simpler
    return true
  }
  const { spanMs: _, ...open } = script
  await attempt(open)
  for (let before: SessionScript | undefined; before !== simplest; ) {
    before = simplest
    await lessOf(
      () => simplest.episodes,
      (episodes) => attempt({ ...simplest, episodes }),
    )
    for (let i = 0; i < simplest.episodes.length; i++) await simplifyEpisode(i, () => simplest, attempt)
    for (const ordinary of ordinaries) await attempt({ ...simplest, ...ordinary })
  }
  return simplest
}

const ordinaries: readonly Partial<SessionScript>[] = [
  { store: 'memory' },
  { aheadMs: 0 },
  { jitter: 0 },
  { form: 'jwt' },
  { overlap: 'allow' },
  { retry: 'backoff' },
  { policy: 'stay' },
  { refreshTimeoutMs: 30_000 },
  { seed: 0 },
  { seed: 1 },
]

/** Leaves out halves, then quarters, ..., then one by one. @param attempt takes what is left, if that will do */
async function lessOf<T>(
  list: () => readonly T[],
  attempt: (less: readonly T[]) => Promise<boolean>,
): Promise<void> {
  for (let size = list().length; size >= 1; size = Math.floor(size / 2)) {
    // From the end: what comes after the breach is of no use in any case.
    for (let to = list().length; to > 0; to -= size) {
      const from = Math.max(0, to - size)
      await attempt([...list().slice(0, from), ...list().slice(to)])
    }
  }
}

async function simplifyEpisode(
  index: number,
  simplest: () => SessionScript,
  attempt: (script: SessionScript) => Promise<boolean>,
): Promise<void> {
  const now = () => simplest().episodes[index] as Episode
  const attemptWith = (episode: Episode) => {
    const { episodes } = simplest()
    return attempt({ ...simplest(), episodes: episodes.map((one, i) => (i === index ? episode : one)) })
  }
  const { ends: _, ...endless } = now()
  await attemptWith(endless)
  await lessOf(
    () => now().happenings,
    (happenings) => attemptWith({ ...now(), happenings }),
  )
  for (const calmMs of shorter(now().calmMs)) if (await attemptWith({ ...now(), calmMs })) break
  for (let i = 0; i < now().happenings.length; i++) {
    for (const simpler of simplerHappenings(now().happenings[i] as Happening)) {
      const happenings = now().happenings.map((one, j) => (j === i ? simpler : one))
      if (await attemptWith({ ...now(), happenings })) break
    }
  }
}

/** Nothing; then whole hours, minutes and seconds. */
function shorter(ms: number): number[] {
  const rounds = [3_600_000, 60_000, 1000].map((unit) => Math.trunc(ms / unit) * unit)
  return [0, Math.trunc(ms / 2), ...rounds].filter((one) => Math.abs(one) < Math.abs(ms))
}

function* simplerHappenings(happening: Happening): Generator<Happening> {
  if (happening.do === 'callback') {
    const { next } = happening
    if (next.length > 1) for (const one of next) yield { ...happening, next: [one] }
    yield { ...happening, next: next.map(plainer) }
    return
  }
  for (const name of ['ms', 'byMs', 'forMs'] as const) {
    const value = (happening as { readonly [Name in typeof name]?: number })[name]
    if (value !== undefined) for (const ms of shorter(value)) yield { ...happening, [name]: ms } as Happening
  }
  if ('crash' in happening) {
    const { crash } = happening
    yield { ...happening, crash: { ...crash, downMs: 0, checkpoint: 'none', token: 'same' } }
    yield { ...happening, crash: { ...crash, downMs: 0 } }
    yield { ...happening, crash: { ...crash, checkpoint: 'none' } }
  }
}

const plainer = ({ reenter: _, obeys: __, ...rest }: Behaviour): Behaviour => ({ ...rest, latencyMs: 0 })
