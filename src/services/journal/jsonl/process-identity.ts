import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Who holds a lock. */
export interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process was born, by the system's own count: numbers of processes are given again. */
  readonly born?: string
}

/** This process. */
export function ourselves(): Owner {
  const born = birthOf(process.pid)
  return { pid: process.pid, host: hostname(), ...(born !== undefined && { born }) }
}

/** Whether that process is still alive. One on another machine is taken to be. */
export function isAlive({ pid, host, born }: Owner): boolean {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: there is one, and it is somebody else's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const bornNow = birthOf(pid)
  return born === undefined || bornNow === undefined || born === bornNow
}

/** Boot and start time, where the system tells them. */
function birthOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field, the name, is in brackets and may hold spaces; the start time is the 22nd.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${boot}/${started}`
  } catch {
    return undefined
  }
}
