import type { TokenEvent } from 'halflife'

/** Our rule around the token machine: while nobody is in a conference, nobody calls our server. */
export function isHeard(event: TokenEvent, isInConference: boolean): boolean {
  return isInConference || event.type !== 'deadline.reached'
}
