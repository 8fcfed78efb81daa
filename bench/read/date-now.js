// @ts-check

/** @param {{ token: string }} input */
export function setUp({ token }) {
  const operations = 10_000
  const batch = () => {
    let latestMs = 0
    for (let i = 0; i < operations; i++) latestMs = Date.now()
    return latestMs
  }
  return { operations, batch, prove: () => (batch() > 0 ? token : undefined) }
}
