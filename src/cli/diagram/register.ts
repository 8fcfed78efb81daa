import { Option } from 'commander'
import type { Register } from '../command.ts'
import { type DiagramOptions, runDiagram } from './run-diagram.ts'

const more = `
Examples:
  halflife diagram
  halflife diagram --policy kick --format svg --output machine-kick.svg

The SVG is light or dark as the reader's system is. What the machine does in
a state without leaving it stands in that state's box; what it does in every
live state, in the box above. Transitions whose guard can never hold where
they stand are left out.

Exit code 0: it was drawn. 2: asked wrongly.`

/** `halflife diagram` */
export const registerDiagram: Register = (program, { io, finish }) => {
  program
    .command('diagram')
    .summary('the machine as Mermaid or SVG')
    .description(
      'Draws the statechart of a policy, made from the machine itself: Mermaid text, or an SVG picture.',
    )
    .addOption(
      new Option('--policy <policy>', 'what the end of a token means')
        .choices(['stay', 'kick'])
        .default('stay'),
    )
    .addOption(
      new Option('--format <format>', 'what to write').choices(['mermaid', 'svg']).default('mermaid'),
    )
    .option('--output <file>', 'write it there, in the place of what the file held')
    .addHelpText('after', more)
    .action(async (options: DiagramOptions) => finish(await runDiagram(options, io)))
}
