import { type Command, Option } from 'commander';
import { portNumber } from './arguments.ts';
import type { CommandMaker, Shared } from './command.ts';
import { checkHis, type CheckOptions } from './his-check.ts';
import { serveHis, type ServeOptions } from './his.ts';

/** `tiepdon his [serve]` and `tiepdon his check` */
export function addHisCommands(program: Command, command: CommandMaker): void {
  const his = program.command('his').description('the hospital information system').exitOverride();

  const serve = command<Shared & ServeOptions>(
    his,
    'serve',
    'serves a mock hospital until Ctrl+C; what "tiepdon his" does',
    true,
  );
  serve.sub
    .addOption(new Option('--kind <kind>', 'what it speaks').choices(['fhir', 'rest']).default('fhir'))
    .option('--merchant <id>', 'rest: the name that signs')
    .option('--secret-env <name>', 'rest: the environment variable with the key of the signature')
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
    .option('--certificate <file>', 'the client certificate (PEM)')
    .option('--key <file>', 'the key of the client certificate (PEM, mode 600)')
    .option('--proxy <url>', 'a proxy on the way to it')
    .option('--known-id <number>', 'identity number of a test patient it has one record of; gets a visit, too')
    .option('--merged-id <number>', 'identity number of a test patient whose record was merged into another')
    .option('--blocked-id <number>', 'identity number of a test patient whom staff must see first')
    .option('--deceased-id <number>', 'identity number of a test patient who is dead there')
    .option('--appointment-code <code>', 'the code on the slip of an appointment')
    .option('--closed-clinic <id>', 'a clinic that takes nobody now')
    .option('--read-only', 'register, lease and call nothing')
    .addHelpText(
      'after',
      '\nFiles are relative to the working directory. For OAuth, a passphrase or the name and password of a proxy put the' +
        '\nhospital into kiosk.toml and leave the address out.' +
        '\nWithout --read-only it registers people who do not exist (KIỂM TRA KIOSK) and cancels their visits again. These' +
        '\npeople, what the desk got to do, calls for staff, leased numbers and an audit head stay, all by the kiosk CHECK.' +
        '\nEnds with 0 when everything holds that must, 3 when not.',
    );
  check.doesWith((url, options) => checkHis(url, options));
}
