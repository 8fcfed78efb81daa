import type { TokenEvent } from 'halflife'

/** Our rule around the token machine: while nobody is in a conference, nobody asks for a token before its time. */
export function isHeard(event: TokenEvent, isInConference: boolean): boolean {
  return isInConference || event.type !== 'refresh.demanded'
}
