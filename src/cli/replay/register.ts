import { Option } from 'commander'
import type { Register } from '../command.ts'
import { momentForms, parseMoment } from '../journal/moment.ts'
import type { ReplayOptions } from './replay-options.ts'
import { runReplay } from './run-replay.ts'

const more = `
Examples:
  halflife replay journal.db
  halflife replay journal.db --stream room-7/alice
  halflife replay journal.db --stream room-7/alice --at 14:03
  halflife replay journal.db --stream room-7/alice --policy stay

--json writes one JSON document a line:
  { type: "record", stream, version, atMs, happened, decided, state,
    event, facts }
    with --policy, where the histories differ, also
    instead: { event, facts, state, decided }; event null: it does not come
    about
  { type: "instead", stream, version, atMs, happened, instead }
    a deadline, before that version, that only the other history has
  { type: "end", stream, policy, version, atMs, state }
  { type: "what-if", stream, policy, state, firstDifference, count, leftOut,
    unanswered }
or, of several streams, one line for each:
  { type: "stream", stream, policy, records, firstAtMs, lastAtMs, state,
    attempts, failures, kicks }

Exit code 0: it was told. 1: the journal is damaged, or today's machine comes to
another state. 2: asked wrongly.`

/** `halflife replay` */
export const registerReplay: Register = (program, { io, finish }) => {
  program
    .command('replay')
    .summary('what happened, record by record; what would have happened')
    .description(
      'Tells what happened in a session, record by record, and the state it came to; of a journal with several ' +
        'streams, a line or two about each. With --policy: what would have happened under that policy, and where ' +
        'the two histories part. Nothing is written to the journal.',
    )
    .argument('<journal>', 'a file: SQLite, JSONL, or an export')
    .option('--stream <stream>', 'the session to tell about')
    .addOption(new Option('--at <time>', `tell until then: ${momentForms}`).argParser(parseMoment))
    .addOption(
      new Option('--policy <policy>', 'what would have happened under it?').choices(['stay', 'kick']),
    )
    .option('--json', 'for machines: JSON lines')
    .addHelpText('after', more)
    .action(async (journal: string, options: ReplayOptions) => finish(await runReplay(journal, options, io)))
}
