/** A call of the callback, which waits for a command to answer it. */
export interface OpenCall {
  /** Its place among all calls, from 1; also what a session calls the attempt. */
  readonly number: number
  readonly told: readonly unknown[]
  isAnswered: boolean
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}
