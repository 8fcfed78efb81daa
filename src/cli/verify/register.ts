import type { Register } from '../command.ts'
import { runVerify, type VerifyCommandOptions } from './run-verify.ts'

const more = `
Examples:
  halflife verify journal.db
  halflife verify journal.jsonl --stream room-7/alice
  halflife verify journal.db --json | jq .ok

--json writes one JSON document:
  { journal, kind: "sqlite" | "jsonl" | "export", ok, records,
    chain: "unbroken" | "partial" | "absent" | "broken", count,
    streams: [{ stream, ok, records, chain, head: null or { version, hash },
      count, differences: [{ version, kind, recorded, decided }] }],
    torn: null or { atByte, bytes }, damage: null or { code, message } }
count is that of all differences; of each stream the first 1000 are listed.

A chain does not show that a stream was cut at its end, or made anew as a whole:
keep the heads of --json elsewhere, and compare.

Exit code 0: nothing differs. 1: something does. 2: asked wrongly.`

/** `halflife verify` */
export const registerVerify: Register = (program, { io, finish }) => {
  program
    .command('verify')
    .summary('whether a journal is what was stored, and decided as today')
    .description(
      'Checks every stream of a journal: that its hash chain is unbroken, and that today’s machine, told the ' +
        'same, decides the same. Lists what differs, by version. Nothing is written to the journal.',
    )
    .argument('<journal>', 'a file: SQLite, JSONL, or an export')
    .option('--stream <stream>', 'only this session')
    .option('--json', 'for machines')
    .addHelpText('after', more)
    .action(async (journal: string, options: VerifyCommandOptions) =>
      finish(await runVerify(journal, options, io)),
    )
}
