import type { ErrorCode } from '../../errors.ts'
import type { JournalFile } from '../journal/journal-file.ts'
import type { StreamVerdict } from './stream-verdicts.ts'

/** What kept the journal from being read to its end. */
export interface Damage {
  readonly code: ErrorCode
  readonly message: string
}

/** All that was found in a journal. It is also what `--json` writes: its names are kept. */
export interface Findings {
  readonly journal: string
  readonly kind: JournalFile['kind']
  readonly ok: boolean
  readonly records: number
  readonly chain: 'unbroken' | 'partial' | 'absent' | 'broken'
  /** How many differences there are in all. */
  readonly count: number
  readonly streams: readonly StreamVerdict[]
  readonly torn: JournalFile['torn'] | null
  readonly damage: Damage | null
}

export function findingsOf(
  { file, kind, torn }: Pick<JournalFile, 'file' | 'kind' | 'torn'>,
  streams: readonly StreamVerdict[],
  damage: Damage | null,
): Findings {
  const count = streams.reduce((sum, stream) => sum + stream.count, 0)
  return {
    journal: file,
    kind,
    ok: count === 0 && damage === null,
    records: streams.reduce((sum, { records }) => sum + records, 0),
    chain: chainOf(streams),
    count,
    streams,
    torn: torn ?? null,
    damage,
  }
}

function chainOf(streams: readonly StreamVerdict[]): Findings['chain'] {
  const are = (chain: StreamVerdict['chain']) => streams.filter((stream) => stream.chain === chain).length
  if (are('broken') > 0) return 'broken'
  if (are('absent') === streams.length) return 'absent'
  return are('absent') > 0 ? 'partial' : 'unbroken'
}
