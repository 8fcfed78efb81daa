/** Calls back once before the next picture is drawn, however often it was asked to. */
export function onceAFrame(draw: () => void): () => void {
  let isAsked = false
  return () => {
    if (isAsked) return
    isAsked = true
    // A tab that is not looked at draws no pictures; it has time.
    const soon = document.hidden ? (fn: () => void) => setTimeout(fn, 250) : requestAnimationFrame
    soon(() => {
      isAsked = false
      draw()
    })
  }
}

/** Whether the person wants things to stay where they are. */
export const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
