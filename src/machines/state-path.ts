import type { StateValue } from 'xstate'

/** Where a machine is, as text: `refreshing-half.requesting`, `kicked`. */
export function statePath(value: StateValue): string {
  if (typeof value === 'string') return value
  return Object.entries(value)
    .map(([state, inner]) => (inner === undefined ? state : `${state}.${statePath(inner)}`))
    .join()
}
