import type { Command } from 'commander';
import type { ExitCode } from './output.ts';

/** What every command takes. */
export interface Shared {
  json: boolean;
  data: string | undefined;
}

/** Makes a command with the options that all have; `ended` hears its exit code. */
export function commandMaker(ended: (code: ExitCode) => void) {
  return <Options extends Shared>(parent: Command, name: string, description: string, isDefault = false) => {
    const sub = parent
      .command(name, { isDefault })
      .description(description)
      .exitOverride()
      .option('--json', 'print one JSON value', false)
      .option('--data <folder>', 'the kiosk’s data folder (default: $TIEPDON_DATA or the user’s data folder)');
    return {
      sub,
      does: (run: (options: Options) => Promise<ExitCode>) =>
        sub.action(async (options: Options) => {
          ended(await run(options));
        }),
      /** For a command that takes one argument. */
      doesWith: (run: (argument: string, options: Options) => Promise<ExitCode>) =>
        sub.action(async (argument: string, options: Options) => {
          ended(await run(argument, options));
        }),
    };
  };
}
export type CommandMaker = ReturnType<typeof commandMaker>;
