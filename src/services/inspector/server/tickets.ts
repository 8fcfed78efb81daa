import { isSecret, randomSecret } from './secret.ts'

/**
 * Secrets that are good for once. A browser is started with an address that whoever lists the processes of the machine
 * can read: by then, it leads nowhere.
 */
export class Tickets {
  readonly #unused = new Set<string>()

  issue(): string {
    const ticket = randomSecret()
    this.#unused.add(ticket)
    return ticket
  }

  /** Whether it is one that was not used yet: from now on, it was. */
  take(candidate: string): boolean {
    const ticket = [...this.#unused].find((unused) => isSecret(candidate, unused))
    return ticket !== undefined && this.#unused.delete(ticket)
  }
}
