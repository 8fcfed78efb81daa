import type { Role } from './roles.ts'

/** What the story says of its chapters, for whoever is in it. */
export interface Chapters {
  readonly joining: string
  readonly refreshed: string
  readonly outage: string
  readonly expiry: string
  readonly rejection: string
  readonly recovery: string
  readonly secondCall: string
  readonly happyEnd: string
}

export function chaptersFor(roles: readonly Role[]): Chapters {
  const [stays] = roles.filter(({ profile }) => profile.policy === 'stay')
  const [kicks] = roles.filter(({ profile }) => profile.policy === 'kick')
  const all = roles.map(({ name }) => name).join(' and ')
  const isOne = roles.length === 1
  const ends = [kicks && `${kicks.name} is kicked`, stays && `${stays.name} stays, its token dead`]
  return {
    joining: `${all} ${isOne ? 'joins' : 'join'} a conference. At ½ of its life, a token is replaced.`,
    refreshed: `${all} ${isOne ? 'has' : 'have'} a new token: the line of life begins anew.`,
    outage: 'The authentication server goes down: ½ and ¾ will ask in vain.',
    expiry: `The end of the token: ${ends.filter(Boolean).join(', ')}.`,
    rejection: `${stays?.name} calls the platform: 401. It calls back for a token, in vain.`,
    recovery: stays
      ? 'The authentication server is back.'
      : `The server is back, and ${kicks?.name} does not ask: out is out.`,
    secondCall: `${stays?.name} calls the platform: 401. It calls back, and gets a token.`,
    happyEnd: `${stays?.name} is valid again, and refreshed at ½ as ever.`,
  }
}
