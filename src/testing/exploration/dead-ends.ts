import type { Policy } from '../../machines/token-life.ts'
import { type GraphNode, historyTo, reaching } from './graph.ts'
import type { Walk } from './walk.ts'

/** Where some states must be able to come, and by which moves alone. */
interface Hope {
  readonly policy?: Policy
  readonly to: string
  readonly isAbout: (node: GraphNode) => boolean
  readonly mayMove: (move: string) => boolean
  readonly says: string
}

const isTime = (move: string) => move.startsWith('time passes') || move === 'the time is looked at'
const recovery = ['the app demands a token', 'the newest attempt brings a fresh token']

const hopes: readonly Hope[] = [
  {
    to: 'valid.idle',
    isAbout: () => true,
    mayMove: (move) => isTime(move) || recovery.includes(move),
    says: 'neither time, nor a demand, nor a good answer leads back to valid.idle',
  },
  {
    policy: 'kick',
    to: 'kicked',
    isAbout: ({ standing }) => standing.known.inConference,
    mayMove: (move) => isTime(move) || move === 'the newest attempt fails',
    says: 'in a conference, and with no attempt that succeeds, nothing leads to the kick',
  },
  {
    policy: 'kick',
    to: 'kicked',
    isAbout: () => true,
    mayMove: () => true,
    says: 'nothing leads to the kick',
  },
]

/** From every live state there must be a way to a valid token, and under kick one to the kick. */
export function lookForDeadEnds({ nodes, settings, findings }: Walk): void {
  const all = [...nodes.values()]
  const live = all.filter(({ standing }) => standing.path !== 'kicked')
  for (const { policy, to, isAbout, mayMove, says } of hopes) {
    if (policy !== undefined && policy !== settings.policy) continue
    const hopeful = reaching(all, ({ standing }) => standing.path === to, mayMove)
    for (const node of live) {
      if (hopeful.has(node) || !isAbout(node)) continue
      findings.add('dead-end', node.standing.path, `${says}: ${node.name}`, () => historyTo(node))
    }
  }
  for (const node of live) {
    const { path, dueAtMs, known } = node.standing
    const mayRest = known.inFlight !== undefined || known.retryAtMs === undefined
    if (dueAtMs === null && !(known.pointsHandled === 3 && mayRest))
      findings.add('no-deadline', path, `nothing is waited for: ${node.name}`, () => historyTo(node))
  }
}
