import { HalflifeError } from '../../../errors.ts'
import { machineVersion } from '../../../machines/token-machine.ts'

/** Whether a machine is none that this version knows: one that comes after it, or another one altogether. */
export function isNewer(machine: string): boolean {
  const [name, version] = machine.split('/')
  const [ourName, ourVersion] = machineVersion.split('/')
  return name !== ourName || !(Number(version) <= Number(ourVersion))
}

/** What was decided by a machine that is not known here is left as it is. @throws HalflifeError `ERR_JOURNAL_NEWER` */
export function refuseNewer(stream: string, version: number, machine: string): void {
  if (!isNewer(machine)) return
  throw new HalflifeError(
    'ERR_JOURNAL_NEWER',
    `Stream ${stream}, version ${version} was decided by ${machine}; this is ${machineVersion}, which may read the stream, but not write to it. Update halflife.`,
  )
}
