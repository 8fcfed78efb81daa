import type { Socket } from 'node:net'
import { HalflifeError } from '../../../errors.ts'
import { changeFaults, faultless, type PlatformFaults } from './faults.ts'
import type { Issuer } from './issuer.ts'

/** What a revocation ends: one token, or every token made so far for an external ID. */
export type Revocation = { readonly token: string } | { readonly externalId: string }

/** The platform's faults, switched while it runs. */
export interface FaultSwitches {
  /** The faults in force. */
  readonly current: PlatformFaults
  /** Switches some; the others stay as they are. @throws HalflifeError `ERR_OPTION` */
  set(changes: Partial<PlatformFaults>): void
  /** Switches all off. What was revoked stays so. */
  clear(): void
  /** Rejects with HalflifeError `ERR_OPTION` for a token that this platform did not make. */
  revoke(what: Revocation): Promise<void>
}

/** Holds the switches, and tells the emulator of a change. */
export class FaultBoard {
  #current = faultless
  #listener: (spare?: Socket) => void = () => undefined

  get current(): PlatformFaults {
    return this.#current
  }

  /** @param spare the connection that an outage spares: the one that asked for it */
  set(changes: Partial<PlatformFaults>, spare?: Socket): void {
    this.#current = changeFaults(this.#current, changes)
    this.#listener(spare)
  }

  clear(): void {
    this.set(faultless)
  }

  onChange(listener: (spare?: Socket) => void): void {
    this.#listener = listener
  }
}

/** @throws (rejects with) HalflifeError `ERR_OPTION` */
export async function revoke(
  issuer: Issuer,
  what: Partial<Record<'token' | 'externalId', unknown>>,
): Promise<void> {
  const { token, externalId } = what
  if (typeof externalId === 'string' && token === undefined) return issuer.revokeExternalId(externalId)
  if (typeof token === 'string' && externalId === undefined && (await issuer.revokeToken(token))) return
  throw new HalflifeError(
    'ERR_OPTION',
    'revoke takes { externalId }, or { token } with a token of this platform.',
  )
}
