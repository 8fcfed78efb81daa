/** Waits until something holds, turn by turn of the event loop, without a timer; gives up after very many turns. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn++) {
    if (turn > 1_000_000) throw new Error(`It never came to be: ${holds}`)
    await new Promise((resolve) => void setImmediate(resolve))
  }
}
