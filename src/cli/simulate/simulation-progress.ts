import { yearMs } from '../../testing/simulation/simulate.ts'
import type { Output } from '../io.ts'

const eraseLine = '\r\u001b[K'
const periodMs = { terminal: 100, elsewhere: 10_000 }
const barWidth = 24

/** How far a simulation has got and how fast it is: a bar on a terminal; elsewhere a line now and then. */
export class SimulationProgress {
  readonly #output: Output
  readonly #totalMs: number
  readonly #now: () => number
  readonly #fromMs: number
  #simulatedMs = 0
  #saidAtMs: number
  #isShown = false

  /** @param years how many token-years there are to simulate */
  constructor(output: Output, years: number, now = () => performance.now()) {
    this.#output = output
    this.#totalMs = years * yearMs
    this.#now = now
    this.#fromMs = now()
    this.#saidAtMs = this.#fromMs
  }

  /** So much more was simulated, ms. */
  step(simulatedMs: number): void {
    this.#simulatedMs += simulatedMs
    const nowMs = this.#now()
    const { isTTY, columns } = this.#output
    if (nowMs - this.#saidAtMs < (isTTY ? periodMs.terminal : periodMs.elsewhere)) return
    this.#saidAtMs = nowMs
    if (!isTTY) return void this.#output.write(`${this.#inWords()}\n`)
    this.#isShown = true
    const part = Math.min(1, this.#simulatedMs / this.#totalMs)
    const bar = '#'.repeat(Math.floor(part * barWidth)).padEnd(barWidth, '.')
    this.#output.write(`${eraseLine}${`[${bar}] ${this.#inWords()}`.slice(0, (columns || 80) - 1)}`)
  }

  /** The work has ended. Says how much there was, and how fast it went. */
  end(): void {
    if (this.#isShown) this.#output.write(eraseLine)
    const seconds = (this.#now() - this.#fromMs) / 1000
    const years = (this.#simulatedMs / yearMs).toFixed(1)
    this.#output.write(`${years} token-years in ${seconds.toFixed(1)} s: ${this.#rate()} a minute\n`)
  }

  #inWords(): string {
    const years = (this.#simulatedMs / yearMs).toFixed(1)
    return `${years} of ${(this.#totalMs / yearMs).toFixed(1)} token-years, ${this.#rate()} a minute`
  }

  #rate(): string {
    const minutes = (this.#now() - this.#fromMs) / 60_000
    const rate = minutes > 0 ? this.#simulatedMs / yearMs / minutes : 0
    return Math.round(rate).toLocaleString('en-US')
  }
}
