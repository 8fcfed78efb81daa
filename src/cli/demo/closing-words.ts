import type { JournalRecord } from '../../index.ts'
import { wrap } from '../terminal/columns.ts'
import type { Paint } from '../terminal/paint.ts'
import { recordLine } from '../words/record-line.ts'
import type { Verdict } from './evidence.ts'
import type { Role } from './roles.ts'
import { whyKicked } from './why-kicked.ts'

/** What is left of one participant when the story is over. */
export interface Remains {
  readonly role: Role
  readonly records: readonly JournalRecord[]
  readonly verdicts: readonly Verdict[]
}

const margin = '  '
const width = 76

/** What the demo ends with: the journals in words, why one was kicked, and whether all was as it should be. */
export function closingWords(remains: readonly Remains[], zeroMs: number, paint: Paint): string {
  const kicked = remains.filter(({ role }) => role.profile.policy === 'kick')
  const isGood = remains.every(({ verdicts }) => verdicts.every(({ holds }) => holds))
  const sections = [
    ...remains.map(({ role, records }) => [
      `${paint('bold', `The journal of ${role.name}`)}${paint('dim', `, stream ${role.stream}, policy ${role.profile.policy}`)}`,
      ...records.map((record) => recordLine(record, zeroMs)),
    ]),
    ...kicked.map(({ role, records }) => [
      `${paint('bold', `Why was the ${role.name} participant kicked?`)}${paint('dim', ' Its journal says:')}`,
      ...wrap(whyKicked(records, { who: `The ${role.name} participant`, zeroMs }), width),
    ]),
    ...remains.map(({ role, verdicts }) => [
      `${paint('bold', `What ${role.profile.policy} demands of ${role.name}`)}`,
      ...verdicts.map((verdict) => verdictLine(verdict, paint)),
    ]),
    [isGood ? paint('bold', allGood) : paint('bold', notGood)],
  ]
  return `${sections.map((lines) => `\n${lines.map((line) => `${margin}${line}\n`).join('')}`).join('')}\n`
}

const allGood = 'Everything went as the policies demand.'
const notGood = 'Not everything went as the policies demand: see the lines with ✗.'

const verdictLine = ({ demand, holds }: Verdict, paint: Paint): string =>
  holds ? `${paint('cyan', '✓')} ${demand}` : `${paint(['red', 'bold'], '✗')} ${paint('bold', demand)}`
