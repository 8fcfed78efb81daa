/** What is used of a call's config. */
export interface AxiosCall {
  signal?: unknown
  data?: unknown
  headers?: unknown
  transformRequest?: unknown
  beforeRedirect?: unknown
}

/** What is used of an answer. */
export interface AxiosAnswer {
  readonly status: number
  readonly headers: object
  readonly config: object
  readonly data?: unknown
  readonly request?: unknown
}

/** What is used of an axios instance. */
export interface AxiosLike {
  readonly interceptors: {
    readonly request: {
      use(fulfilled: <Call extends AxiosCall>(call: Call) => Promise<Call>): number
      eject(id: number): void
    }
    readonly response: {
      use(
        fulfilled: <Answer extends AxiosAnswer>(answer: Answer) => Promise<Answer>,
        rejected: (error: unknown) => Promise<unknown>,
      ): number
      eject(id: number): void
    }
  }
  getUri(call: object): string
  request(call: object): Promise<unknown>
}

/** The headers of a call that is about to be sent. */
export interface SentHeaders {
  set(name: string, value: string): unknown
  delete(name: string): unknown
}
