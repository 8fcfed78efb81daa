import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const writer = fileURLToPath(new URL('./writer.js', import.meta.url))
const built = fileURLToPath(new URL('../../../../dist/index.js', import.meta.url))

/** What came of a writer. */
export interface Outcome {
  /** The last version of each stream that it was told was written. */
  readonly acknowledged: Readonly<Record<string, number>>
  readonly lines: readonly string[]
  readonly stderr: string
}

/** What a writer is to do. */
interface Task {
  readonly store: string
  readonly file: string
  /** A file with the lives that it is to append. */
  readonly lives: string
  /** How many records it appends at once, by turns. Default: one. */
  readonly sizes?: readonly number[]
  /** Says `ready` once the journal is open, and waits for `go()`. */
  readonly waits?: boolean
}

/** A process of its own that writes to a journal until it is done, or dead. */
export class Writer {
  readonly outcome: Promise<Outcome>
  readonly #process: ChildProcess
  #lines = ''
  #onFirst = () => {}

  constructor(task: Task) {
    if (!existsSync(built)) throw new Error('Nothing is built: npm run build.')
    this.#process = spawn(process.execPath, [writer, JSON.stringify({ sizes: [1], waits: false, ...task })])
    let stderr = ''
    this.#process.stdout?.on('data', (data) => {
      this.#lines += data
      this.#onFirst()
    })
    this.#process.stderr?.on('data', (data) => {
      stderr += data
    })
    this.outcome = new Promise((resolve) => {
      this.#process.on('close', () => {
        this.#onFirst()
        const lines = this.#lines.trimEnd().split('\n')
        const told = lines.filter((line) => /^\S+ \d+$/.test(line)).map((line) => line.split(' '))
        resolve({
          acknowledged: Object.fromEntries(told.map(([stream, version]) => [stream, Number(version)])),
          lines,
          stderr,
        })
      })
    })
  }

  /** Resolves once it has written something, or is gone. */
  writing(): Promise<void> {
    return new Promise((resolve) => {
      this.#onFirst = resolve
      if (this.#lines) resolve()
    })
  }

  go(): void {
    this.#process.stdin?.write('go\n')
  }

  kill(): void {
    this.#process.kill('SIGKILL')
  }
}
