import { type Command, Option } from 'commander';
import { portNumber } from './arguments.ts';
import type { CommandMaker, Shared } from './command.ts';
import { checkHis, type CheckOptions } from './his-check.ts';
import { serveHis } from './his.ts';

/** `tiepdon his [serve]` and `tiepdon his check` */
export function addHisCommands(program: Command, command: CommandMaker): void {
  const his = program.command('his').description('the hospital information system').exitOverride();

  const serve = command<Shared & { port: number; database?: string }>(
    his,
    'serve',
    'serves the mock hospital until Ctrl+C; what "tiepdon his" does',
    true,
  );
  serve.sub
    .option('--port <number>', 'port on 127.0.0.1', portNumber, 8090)
    .option('--database <file>', 'keep its data in this file (default: in memory)');
  serve.does(serveHis);

  const check = command<CheckOptions>(his, 'check', 'whether a hospital behaves as a kiosk needs it to');
  check.sub
    .argument('[url]', 'its base address (default: the configured hospital)')
    .addOption(new Option('--kind <kind>', 'what it speaks').choices(['fhir', 'rest']).default('fhir'))
    .option('--token-env <name>', 'fhir: the environment variable with its bearer token')
    .option('--merchant <id>', 'rest: the name that signs')
    .option('--secret-env <name>', 'rest: the environment variable with the key of the signature')
    .option('--ca <file>', 'its certificate authority (PEM)')
    .option('--known-id <number>', 'identity number of somebody it has one record of')
    .option('--read-only', 'register, lease and call nothing')
    .addHelpText(
      'after',
      '\nWithout --read-only it registers people who do not exist (KIỂM TRA KIOSK) and cancels them again.' +
        '\nEnds with 0 when everything holds that must, 3 when not.',
    );
  check.doesWith((url, options) => checkHis(url, options));
}
