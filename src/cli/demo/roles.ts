import { type Profile, profiles } from '../../index.ts'

/** Who plays in the demo. */
export interface Role {
  /** Its external ID on the platform, too. */
  readonly name: string
  readonly stream: string
  readonly profile: Profile
}

/** The SDK for the Web: with an expired token its participant stays. */
export const web: Role = { name: 'web', stream: 'demo/web', profile: profiles.web }

/** The SDK for C++: with an expired token its participant is kicked. */
export const native: Role = { name: 'native', stream: 'demo/native', profile: profiles.cpp }

/** Which policies are shown. */
export const policies = ['stay', 'kick', 'both'] as const
export type ShownPolicy = (typeof policies)[number]

export function rolesFor(shown: ShownPolicy): Role[] {
  return [web, native].filter(({ profile }) => shown === 'both' || profile.policy === shown)
}
