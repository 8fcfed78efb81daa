let last: Promise<unknown> = Promise.resolve()

/** Histories take the place of what all share, the console and perhaps time: so no two are played at once. */
export function oneAtATime<Result>(run: () => Promise<Result>): Promise<Result> {
  const mine = last.then(run)
  last = mine.catch(() => {})
  return mine
}
