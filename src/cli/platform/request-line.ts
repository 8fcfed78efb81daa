import type { LogEntry } from '../../services/platform/index.ts'
import type { Paint } from '../terminal/paint.ts'

/** One request, in a line: the pattern of its endpoint, and never what was sent. */
export function requestLine({ method, path, status, durationMs }: LogEntry, at: Date, paint: Paint): string {
  const when = paint('dim', at.toTimeString().slice(0, 8))
  const isGood = typeof status === 'number' && status < 400
  const outcome = String(status).padEnd(7)
  const how = `${isGood ? '✓' : '✗'} ${outcome}`
  const duration = `${Math.round(durationMs)} ms`.padStart(7)
  return `  ${when}  ${isGood ? paint('cyan', how) : paint('yellow', how)} ${paint('dim', duration)}  ${method.padEnd(6)} ${path}`
}
