import fc from 'fast-check'
import { checkTokenKeeper, type KeeperReport } from 'halflife/testing'
import { halflife } from './halflife.ts'
import { peers } from './index.ts'
import type { Peer } from './peer.ts'

/** What became of a keeper, and where it is from. */
export interface PeerReport extends Pick<Peer, 'from' | 'about'> {
  readonly report: KeeperReport
}

/** The same seed always, so that the page made of it is the same always. */
const seed = 42

const ours = {
  ...halflife,
  from: 'halflife',
  about: '`openSession` with `jitter: 0.2`, and else its defaults; callers use `freshToken()`.',
}

/** All keepers, put to the test one after another; ours is the first. */
export async function reportsOfPeers(): Promise<PeerReport[]> {
  const reports: PeerReport[] = []
  for (const peer of [ours, ...peers]) {
    const { from, about } = peer
    reports.push({ from, about, report: await checkTokenKeeper(fc, peer, { seed }) })
  }
  return reports
}
