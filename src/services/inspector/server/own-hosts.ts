/**
 * The names under which the inspector answers. A page of another site can have its own name point to this machine
 * (DNS rebinding); then the `Host` that the browser sends is that name, and is none of these.
 */
export class OwnHosts {
  readonly #hosts: ReadonlySet<string>

  constructor(port: number) {
    const suffix = port === 80 ? '' : `:${port}`
    this.#hosts = new Set([`127.0.0.1${suffix}`, `localhost${suffix}`])
  }

  /** Whether a `Host` is one of ours. */
  has(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host)
  }

  /** Whether an `Origin` is that of our page, under the name, one of ours, by which it was asked for. */
  isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
    return origin === `http://${host}`
  }

  /** What the page may connect to; `'self'` does not mean WebSockets in every browser. */
  get webSockets(): string {
    return [...this.#hosts].map((host) => `ws://${host}`).join(' ')
  }
}
