import { margin, paragraph } from '../journal/page.ts'
import type { Paint } from '../terminal/paint.ts'
import { commandOf, type Findings } from './findings.ts'

const count = (n: number): string => n.toLocaleString('en-US')

const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** What a simulation has found, for people. The same findings give the same lines, on any machine. */
export function findingsPage(findings: Findings, width: number, paint: Paint): string[] {
  return [
    '',
    `${margin}${findings.command}`,
    '',
    ...paragraph(summary(findings), width),
    '',
    // What was covered until something broke says little; --json has it.
    ...(findings.ok ? tables(findings) : []),
    ...verdict(findings, width, paint),
    '',
  ]
}

const tables = (findings: Findings): string[] =>
  [coverageTable(findings), faultTable(findings), checkTable(findings)].flatMap((table) => [...table, ''])

function summary({ tokenYears, yearsAsleep, lives, sessions, steps }: Findings): string {
  const asleep = yearsAsleep > 0 ? ` (and ${count(yearsAsleep)} years asleep, which do not count)` : ''
  const counts = [counted(lives, 'life', 'lives'), counted(sessions, 'session'), counted(steps, 'event')]
  return `${count(tokenYears)} token-years${asleep}: ${counts.join(', ')} told.`
}

/** In which state each event came, under how many faults. */
function coverageTable({ simulated, coverage, cells, faults }: Findings): string[] {
  const heads = ['valid', 'half', '3/4', 'expired']
  const label = (text: string) => `${margin}${text.padEnd(20)}`
  return [
    `${margin}Each event, in each state: under how many of ${faults.length} faults (with none, the calm).`,
    '',
    label('') + heads.map((head) => `  ${head.padEnd(12)}`).join(''),
    label('') + heads.map(() => '  idle  asking').join(''),
    ...coverage.map(
      ({ event, states }) =>
        label(event) +
        states.map((state, i) => String(state.faults || '·').padStart(i % 2 === 0 ? 6 : 8)).join(''),
    ),
    '',
    // Of sessions nobody has worked out which cells cannot be reached.
    `${margin}${count(cells.reached)} of ${count(cells.reachable)} cells (state, event, fault)${simulated.mode === 'core' ? ' that can be reached' : ''}.`,
  ].map((line) => line.trimEnd())
}

function faultTable({ faults }: Findings): string[] {
  const width = Math.max(...faults.map(({ fault }) => fault.length))
  return [
    `${margin}${'fault'.padEnd(width)}     events    cells`,
    ...faults.map(({ fault, steps, reached, reachable, says }) => {
      const cells = `${reached}/${reachable}`.padStart(7)
      return `${margin}${fault.padEnd(width)} ${count(steps).padStart(10)}  ${cells}  ${says}`
    }),
  ]
}

function checkTable({ checks }: Findings): string[] {
  const width = Math.max(...checks.map(({ promise }) => promise.length))
  return [
    `${margin}${'promise'.padEnd(width)}     checks`,
    ...checks.map(
      ({ promise, count: times }) => `${margin}${promise.padEnd(width)} ${count(times).padStart(10)}`,
    ),
  ]
}

function verdict({ breach, simulated }: Findings, width: number, paint: Paint): string[] {
  if (!breach) {
    const missed =
      simulated.plant === undefined ? '' : ' The bug that was planted was not found: try more years.'
    return [`${margin}${paint('bold', 'Every promise was kept.')}${missed}`]
  }
  const { invariant, message, history, testCase, life } = breach
  return [
    `${margin}${paint(['red', 'bold'], `Broken in life ${life}: ${invariant}`)}`,
    ...paragraph(message, width),
    '',
    ...history.map((line) => `${margin}${line}`),
    '',
    `${margin}This life alone:`,
    `${margin}${commandOf({ ...simulated, life })}`,
    '',
    `${margin}A test case, which fails as long as it is so:`,
    '',
    ...testCase.trimEnd().split('\n'),
  ]
}
