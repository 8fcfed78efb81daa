#!/usr/bin/env node
import { runCli } from './run.ts'

const interruption = new AbortController()

// Once each: whoever presses Ctrl-C a second time means it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption.abort(signal))
}
// Whoever reads us has gone, as `head` does: nothing is left to be said, and that is no crash.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  interruption.abort('SIGPIPE')
})

// Not process.exit(), which would cut off what a pipe has not taken yet.
process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  interrupt: interruption.signal,
})
