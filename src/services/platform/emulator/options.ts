import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock/clock.ts'
import type { LogEntry } from './traffic.ts'

/** What {@link startPlatform} takes. */
export interface PlatformOptions {
  /** The port on 127.0.0.1. Default 0: any that is free. */
  port?: number
  /** The application's key. Default: a random one. */
  appKey?: string
  /** The application's secret. Default: a random one. */
  appSecret?: string
  /** What `/admin` asks for. Default: a random one. */
  adminKey?: string
  /** Time, for tests. Default: that of the process. */
  clock?: Clock
  /** Told of every call, never of a token. Default: nobody is. */
  log?: (entry: LogEntry) => void
}

/** A key or secret for one run. */
export const randomKey = (): string => randomBytes(24).toString('base64url')
