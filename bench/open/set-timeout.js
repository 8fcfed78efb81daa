// @ts-check
import { opening } from './opening.js'

export const setUp = () =>
  opening(
    () => setTimeout(() => {}, 3_600_000),
    (timer) => clearTimeout(timer),
  )
