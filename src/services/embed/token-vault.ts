/** Holds the tokens of an embedded machine, which never sees them. */
export interface TokenVault {
  /** The token of a generation; undefined if it was never put there, or two newer ones were. */
  token(generation: number): string | undefined
  /** The generation of a token, for `api.rejected`. */
  generationOf(token: string): number | undefined
  put(generation: number, token: string): void
  drop(generation: number): void
}

/** How many generations are kept: the one in use, and the one before it, on which answers may be under way. */
const kept = 2

export function createTokenVault(): TokenVault {
  const tokens = new Map<number, string>()
  return {
    token: (generation) => tokens.get(generation),
    generationOf: (token) => [...tokens].find(([, value]) => value === token)?.[0],
    put(generation, token) {
      tokens.set(generation, token)
      for (const old of [...tokens.keys()]) if (old <= generation - kept) tokens.delete(old)
    },
    drop: (generation) => void tokens.delete(generation),
  }
}
