import type { ActorOptions, AnyActorLogic } from 'xstate'
import { HalflifeError } from '../../../errors.ts'
import type { Sanitizers } from './actor-message.ts'

/** As much of a WebSocket as is used. */
export interface FeedSocket {
  readonly bufferedAmount: number
  onopen: ((event: never) => unknown) | null
  onclose: ((event: never) => unknown) | null
  onerror: ((event: never) => unknown) | null
  send(text: string): void
  close(): void
}
export type FeedSocketClass = new (url: string) => FeedSocket

/** What `createInspector` can be told. */
export interface InspectorClientOptions extends Sanitizers {
  /** The feed's address, as `halflife inspect` prints it, or `feedUrl` of a running inspector. */
  readonly url: string
  /** What the page calls this app. Default: where it comes from. */
  readonly name?: string
  /** How many of XState's inspection events wait while the inspector is not there; the oldest go first. Default 10 000. */
  readonly maxQueued?: number
  /** Default: that of the platform; on Node, that of the package `ws`. */
  readonly WebSocket?: FeedSocketClass
}

/** An app's end of the inspector. */
export interface InspectorClient extends AsyncDisposable {
  /** For `openSession({ inspect })`, and for `createActor(machine, { inspect })`. Never throws. */
  readonly inspect: Exclude<ActorOptions<AnyActorLogic>['inspect'], undefined>
  /** Whether the inspector hears us. It is tried again and again until it does. */
  readonly isConnected: boolean
  /** Sends what waits, if the inspector is there, and leaves no timer and no connection. Safe to call twice. */
  close(): Promise<void>
}

/** @throws HalflifeError `ERR_OPTION` */
export function checkOptions({ url, maxQueued = 1 }: InspectorClientOptions): void {
  if (!URL.canParse(url) || !['ws:', 'wss:'].includes(new URL(url).protocol)) {
    const what = 'the address of a feed, as `halflife inspect` prints it: ws://127.0.0.1:<port>/<secret>/feed'
    throw new HalflifeError('ERR_OPTION', `url must be ${what}.`)
  }
  if (!Number.isInteger(maxQueued) || maxQueued < 1) {
    throw new HalflifeError('ERR_OPTION', 'maxQueued must be a whole number, 1 or more.')
  }
}

export const noWebSocket = () =>
  new HalflifeError(
    'ERR_OPTION',
    'WebSocket must be a class: this platform has none. On Node, take createInspector from halflife/inspector.',
  )
