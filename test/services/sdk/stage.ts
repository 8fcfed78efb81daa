import type { Diagnostic, Surface, SurfaceEvent, SurfaceOptions } from 'halflife/sdk'
import { watchClock } from 'halflife/testing'
import { onTestFinished } from 'vitest'
import { minuteMs, startWorld } from '../../end-to-end/world.ts'

/** What a surface is initialized with; the test of each puts it into its original's shape. */
export interface Beginning {
  readonly accessToken: string
  /** Asks the authentication server. Hand on what the callback is told: `nextToken(isExpired)`, or `nextToken()`. */
  readonly nextToken: (...told: unknown[]) => Promise<string>
  readonly options: SurfaceOptions
}

/** Makes a surface and initializes it, as its users do. */
export type OpenSurface = (beginning: Beginning) => Surface | Promise<Surface>

const isEventStream = (input: unknown) => String(input).endsWith('/events')

/**
 * The platform, an authentication server, and time, for one participant who uses a surface. HTTP is real: time stands
 * still while an answer is under way.
 */
export async function startStage(open: OpenSurface, given: SurfaceOptions = {}) {
  const world = await startWorld({ ttlMs: minuteMs })
  const clock = watchClock(world.clock)
  const underWay = new Set<Promise<unknown>>()
  const cuts = new Set<() => void>()
  const lastEventIds: (string | null)[] = []
  let isCut = false
  const frozen = new Set<() => void>()

  const track = <T>(promise: Promise<T>): Promise<T> => {
    const done = promise.catch(() => {}).finally(() => underWay.delete(done))
    underWay.add(done)
    return promise
  }

  /** An answer as a whole, so that whoever waits for it waits for its last byte. */
  async function whole(input: never, init: RequestInit | undefined): Promise<Response> {
    const { signal } = init ?? {}
    const response = await fetch(input, { ...init, ...(signal && { signal }) })
    const body = response.status === 204 ? null : await response.arrayBuffer()
    return new Response(body, response)
  }

  /** A stream of events that the test can cut, as a network does. */
  async function stream(input: never, init: RequestInit | undefined): Promise<Response> {
    lastEventIds.push(new Headers(init?.headers).get('last-event-id'))
    const response = await fetch(input, init)
    const reader = response.body?.getReader()
    if (!reader || !response.ok) return response
    let cut = (): void => {}
    const cable = new ReadableStream<Uint8Array>({
      start(controller) {
        cut = () => {
          cuts.delete(cut)
          controller.error(new TypeError('terminated'))
          reader.cancel().catch(() => {})
        }
        cuts.add(cut)
      },
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (frozen.has(cut)) return
          if (!done) return controller.enqueue(value)
          cuts.delete(cut)
          controller.close()
        } catch {
          cut()
        }
      },
      cancel(reason) {
        cuts.delete(cut)
        return reader.cancel(reason)
      },
    })
    return new Response(cable, response)
  }

  const network: typeof fetch = (input, init) => {
    if (isCut) return Promise.reject(new TypeError('fetch failed'))
    return track(isEventStream(input) ? stream(input as never, init) : whole(input as never, init))
  }

  /** All that is under way has come to its end, and what follows from it. */
  async function quiet(): Promise<void> {
    do {
      await Promise.all(underWay)
      await world.quiet()
    } while (underWay.size > 0)
  }

  /** Lets time pass second by second, and what happens on the way happen. */
  async function pass(ms: number): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= 1_000) {
      world.clock.advance(Math.min(1_000, leftMs))
      await quiet()
    }
  }

  /** What the callback was told, call by call. */
  const told: unknown[][] = []
  const diagnostics: Diagnostic[] = []
  const nextToken = (...args: unknown[]): Promise<string> => {
    told.push(args)
    return track(world.askFor('alice'))
  }
  const options: SurfaceOptions = {
    platform: world.platform.url,
    fetch: network,
    clock,
    random: () => 0.5,
    onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
    ...given,
  }
  /** A surface, initialized with a token of the authentication server. */
  async function begin() {
    const begun = await open({ accessToken: await world.askFor('alice'), nextToken, options })
    onTestFinished(() => begun.close())
    return begun
  }
  async function join(begun: Surface) {
    await begun.session.open({ externalId: 'alice', name: 'Alice' })
    const conference = await begun.conference.create({ alias: 'room' })
    const participant = await begun.conference.join(conference)
    await quiet()
    return { conference, participant }
  }
  const sdk = await begin()
  const heard: SurfaceEvent[] = []
  sdk.on('*', (event) => heard.push(event))
  await quiet()

  return {
    ...world,
    sdk,
    heard,
    told,
    diagnostics,
    nextToken,
    options,
    quiet,
    pass,
    track,
    /** `Last-Event-ID` of each stream of events that was asked for. */
    lastEventIds,
    /** How many streams of events are open. */
    openStreams: () => cuts.size,
    /** How many timers the surface has armed. */
    timers: () => clock.armed(),
    types: () => heard.map(({ type }) => type),
    /** What the platform told of others and of us, in short. */
    news: () => heard.flatMap((event) => (event.type === 'conference.event' ? [event.event.type] : [])),
    /** The network between the participant and the platform breaks, streams and all, or works again. */
    network(works: boolean) {
      isCut = !works
      if (isCut) for (const cut of [...cuts]) cut()
    },
    /** Nothing comes any more of what is open now, and nobody is told; what is opened later works. */
    freeze() {
      for (const cut of cuts) frozen.add(cut)
    },
    /** Opens a session and joins the conference of everybody. */
    join: () => join(sdk),
    /** Comes again with another surface, to the same conference. */
    async comeAgain() {
      const again = await begin()
      await join(again)
      return again
    },
  }
}

export type Stage = Awaited<ReturnType<typeof startStage>>
