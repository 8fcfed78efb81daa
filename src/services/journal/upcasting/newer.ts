import { HalflifeError } from '../../../errors.ts'
import { machineVersion } from '../../../machines/token-machine.ts'

/** A machine's name and number, as `halflife.token/1`. */
export const isMachine = (value: unknown): value is string =>
  value === machineVersion || (typeof value === 'string' && /^[\w.-]+\/\d{1,9}$/.test(value))

/** Whether a machine is none that this version can stand in for. */
export function isNewer(machine: unknown): boolean {
  if (machine === machineVersion) return false
  if (!isMachine(machine)) return false
  const [name, version] = machine.split('/')
  const [ourName, ourVersion] = machineVersion.split('/')
  return name !== ourName || Number(version) > Number(ourVersion)
}

/** A record that a later version of halflife has written. */
export const newer = (stream: string, version: number, what: string) =>
  new HalflifeError(
    'ERR_JOURNAL_NEWER',
    `Stream ${stream}, version ${version} ${what}. Update halflife to read it.`,
  )
