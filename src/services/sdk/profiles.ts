import type { Policy } from '../../machines/token-life.ts'

/** One SDK of the seeds, as documented. */
export interface Profile {
  readonly name: string
  readonly policy: Policy
  /** Whether its callback is told `isExpired`. */
  readonly tellsIsExpired: boolean
}

const stays = (name: string): Profile => ({ name, policy: 'stay', tellsIsExpired: true })
const kicks = (name: string): Profile => ({ name, policy: 'kick', tellsIsExpired: false })

/** The SDKs of the seeds: who stays in the conference with an expired token, and who is kicked out of it. */
export const profiles = {
  web: stays('web'),
  ios: stays('ios'),
  android: stays('android'),
  'react-native': stays('react-native'),
  flutter: stays('flutter'),
  cpp: kicks('cpp'),
  dotnet: kicks('dotnet'),
} as const
