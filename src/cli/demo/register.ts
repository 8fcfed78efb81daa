import { Option } from 'commander'
import type { Register } from '../command.ts'
import { wholeNumber } from '../whole-number.ts'
import { policies } from './roles.ts'
import { type DemoOptions, runDemo } from './run-demo.ts'

/** `halflife demo` */
export const registerDemo: Register = (program, { io, finish }) => {
  program
    .command('demo')
    .summary('the main job, in the terminal: tokens that keep themselves alive')
    .description(
      'Plays the main job in the terminal, over real HTTP on this machine: participants in a conference, ' +
        'whose tokens are refreshed until the authentication server goes down. Exit code 0 means that ' +
        'everything went as the policies demand, 1 that it did not.',
    )
    .addOption(
      new Option('--ttl <seconds>', 'how long a token lives, 2 to 60; the demo takes three lives')
        .argParser(wholeNumber(2, 60))
        .default(10),
    )
    .addOption(
      new Option('--policy <policy>', 'whom to show: who stays, who is kicked')
        .choices(policies)
        .default('both'),
    )
    .option('--journal <file>', 'write the journals there, as JSON lines')
    .option('--inspect', "keep the inspector's page running when the story is over, until Ctrl-C")
    .action(async (options: DemoOptions) => finish(await runDemo(options, io)))
}
