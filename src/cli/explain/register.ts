import { Option } from 'commander'
import type { Register } from '../command.ts'
import { momentForms, parseMoment } from '../journal/moment.ts'
import { type ExplainCommandOptions, runExplain } from './run-explain.ts'

const more = `
Examples:
  halflife explain journal.db --stream room-7/alice
  halflife explain journal.db --stream room-7/alice --at 14:03
  halflife explain journal.jsonl --stream room-7/alice --at +12.5s --json

--json writes one JSON document:
  { stream, version, atMs, policy, state, headline, paragraph, verdict,
    records: [{ version, atMs, text }], leftOut,
    otherPolicy: null or { policy, sdks, state, text,
      firstDifference: null or
        { version, atMs, happening, recorded, instead } } }
otherPolicy is told of whoever was kicked, or stayed with an expired token.

Exit code 0: it was explained. 1: the journal is damaged. 2: asked wrongly.`

/** `halflife explain` */
export const registerExplain: Register = (program, { io, finish }) => {
  program
    .command('explain')
    .summary('why a session is, or was, in its state')
    .description(
      'Explains why a participant was kicked, or why its session is, or was, in its state: what became of the ' +
        'token, what was due, what was tried, why it failed, and what the policy made of it. Of whoever was kicked ' +
        'it also says what the other policy would have done. Nothing is written to the journal.',
    )
    .argument('<journal>', 'a file: SQLite, JSONL, or an export')
    .option('--stream <stream>', 'the session; may be left out where there is only one')
    .addOption(new Option('--at <time>', `explain that moment: ${momentForms}`).argParser(parseMoment))
    .option('--json', 'for machines')
    .addHelpText('after', more)
    .action(async (journal: string, options: ExplainCommandOptions) =>
      finish(await runExplain(journal, options, io)),
    )
}
