export { type ErrorCode, HalflifeError } from './errors.ts'
export type { TokenContext, TokenInput } from './machines/context.ts'
export { nextDeadlineMs } from './machines/deadline.ts'
export type * from './machines/events.ts'
export type * from './machines/facts.ts'
export { type RefreshPoints, refreshPoints } from './machines/points.ts'
export type { Overlap, Policy, Stage, TokenLife } from './machines/token-life.ts'
export {
  createTokenMachine,
  kickMachine,
  stayMachine,
  type TokenMachine,
  type TokenSnapshot,
} from './machines/token-machine.ts'
