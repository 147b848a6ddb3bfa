import type { Command } from 'commander';
import { positiveInteger } from './arguments.ts';
import type { CommandMaker, Shared } from './command.ts';
import { parseScans } from './scan-parse.ts';
import { watchScans, type WatchOptions } from './scan-watch.ts';

/** `tiepdon scan …` */
export function addScanCommands(program: Command, command: CommandMaker): void {
  const scan = program.command('scan').description('the codes that patients bring').exitOverride();

  const parse = command<Shared>(scan, 'parse', 'says what codes are: from standard input, one a line');
  parse.sub.addHelpText('after', '\nPrints one JSON value for every line that is not empty, with or without --json.');
  parse.does((options) => parseScans(options));

  const watch = command<WatchOptions>(scan, 'watch', 'shows what the scanners send, until Ctrl+C');
  watch.sub
    .option('--raw', 'the contents of the codes, too; a kiosk with real devices does not tell them', false)
    .option('--seconds <number>', 'ends by itself after so long', positiveInteger);
  watch.does((options) => watchScans(options));
}
