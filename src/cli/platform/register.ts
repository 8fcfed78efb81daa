import { Option } from 'commander'
import type { Register } from '../command.ts'
import { wholeNumber } from '../whole-number.ts'
import { type PlatformCommandOptions, runPlatform } from './run-platform.ts'

/** `halflife platform` */
export const registerPlatform: Register = (program, { io, finish }) => {
  program
    .command('platform')
    .summary('the platform emulator, on loopback')
    .description(
      'Runs an emulator of the platform on 127.0.0.1, with everything in memory, until it is interrupted. ' +
        'Keys that are not given are random.',
    )
    .addOption(
      new Option('--port <number>', 'the port to listen on; 0: any that is free')
        .argParser(wholeNumber(0, 65_535))
        .default(0),
    )
    .option('--app-key <key>', "the application's key")
    .option('--app-secret <secret>', "the application's secret")
    .option('--admin-key <key>', 'the key for switching faults')
    .option('--auth-server', "start a customer's authentication server, too")
    .action(async (options: PlatformCommandOptions) => finish(await runPlatform(options, io)))
}
