import { InvalidArgumentError, Option } from 'commander'
import type { Register } from '../command.ts'
import { wholeNumber } from '../whole-number.ts'
import { runSimulate, type SimulateCommandOptions } from './run-simulate.ts'

const more = `
Examples:
  halflife simulate --years 1000 --seed 42
  halflife simulate --mode sessions --years 5
  halflife simulate --plant list
  halflife simulate --plant boundary-missed --save token.test.js

The same years, seed, ttl, mode (and plant, life) give the same bytes on standard
output, on any machine, with any number of workers. Progress goes to standard error.

--json writes one JSON document:
  { simulated, command, ok, tokenYears, yearsAsleep, lives, sessions, steps,
    cells: { steps, reached, reachable },
    coverage: [{ event, states: [{ state, faults }] }],
    faults: [{ fault, says, steps, reached, reachable }],
    checks: [{ promise, count }],
    breach: null or { life, invariant, message, history, testCase } }

Exit code 0: every promise was kept. 1: one was broken. 2: asked wrongly.`

/** Years may be parts of one; no more than anybody can wait for. */
function parseYears(text: string): number {
  const years = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0
  if (years > 0) return years
  throw new InvalidArgumentError('It must be a number over 0, below 1000000.')
}

/** `halflife simulate` */
export const registerSimulate: Register = (program, { io, finish }) => {
  program
    .command('simulate')
    .summary('a fleet under faults, with every promise checked')
    .description(
      'Simulates a fleet of tokens under faults of time, of the callback, of the platform and of the process. ' +
        'On every step all invariants are checked, and an independent model is asked the same; when the faults ' +
        'stop, every session must recover. A promise that is broken is told by the shortest history that breaks ' +
        'it, and a test case.',
    )
    .addOption(
      new Option('--years <number>', 'how many token-years, sleep not counted')
        .argParser(parseYears)
        .default(10),
    )
    .addOption(
      new Option(
        '--seed <number>',
        'what all chance follows from (default: a random one, which is printed)',
      ).argParser(wholeNumber(0, 999_999_999)),
    )
    .addOption(
      new Option('--ttl <seconds>', 'how long a token lives')
        .argParser(wholeNumber(1, 315_360_000))
        .default(3600),
    )
    .addOption(
      new Option('--mode <mode>', 'machines alone; or whole sessions, with journal and restarts')
        .choices(['core', 'sessions'])
        .default('core'),
    )
    .addOption(
      new Option('--life <number>', 'only this life: that in which something broke').argParser(
        wholeNumber(0, 99_999_999),
      ),
    )
    .addOption(
      new Option('--workers <number>', 'how many threads (default: one for each core)').argParser(
        wholeNumber(1, 256),
      ),
    )
    .option('--json', 'for machines')
    .option('--save <file>', 'where to write the test case, if a promise is broken')
    .option('--plant <bug>', 'plant a bug, and see which promise finds it; list: name them all')
    .addHelpText('after', more)
    .action(async (options: SimulateCommandOptions) => finish(await runSimulate(options, io)))
}
