import { Option } from 'commander'
import type { Register } from '../command.ts'
import { wholeNumber } from '../whole-number.ts'
import { type InspectOptions, runInspect } from './run-inspect.ts'

const more = `
Examples:
  halflife inspect
  halflife inspect journal.db
  halflife inspect journal.db --stream room-7/alice --port 4141 --no-open

Exit code 0: it was shown until the interruption. 1: the journal is damaged.
2: asked wrongly.`

/** `halflife inspect` */
export const registerInspect: Register = (program, { io, finish }) => {
  program
    .command('inspect')
    .summary('the inspector page, live or over a journal')
    .description(
      'Serves a page on 127.0.0.1 that shows what tokens did and do: over a journal, which it follows while it is ' +
        'written; else for apps that tell it, and it says how. It runs until it is interrupted, and opens a browser.',
    )
    .argument('[journal]', 'the file of a journal, of any kind')
    .addOption(
      new Option('--port <number>', 'the port to listen on; 0: any that is free')
        .argParser(wholeNumber(0, 65_535))
        .default(0),
    )
    .option('--stream <stream>', 'the stream to show first')
    .option('--no-open', 'open no browser: only print the address')
    .addHelpText('after', more)
    .action(async (journal: string | undefined, options: InspectOptions) =>
      finish(await runInspect(journal, options, io)),
    )
}
