import { Command, CommanderError } from 'commander';
import { createRequire } from 'node:module';
import { positiveInteger } from './arguments.ts';
import { commandMaker, type Shared } from './command.ts';
import type { CardOptions } from './card-reader.ts';
import { recordCard, type RecordOptions } from './card-record.ts';
import { verifyCard, type VerifyExitCode } from './card-verify.ts';
import { readCard, type ReadOptions } from './card.ts';
import { checkConfiguration, initConfiguration, showConfiguration } from './config.ts';
import type { SafeStorage } from '../operations/safe-storage.ts';
import { addFaceCommands } from './face-commands.ts';
import { addGalleryCommands } from './gallery-commands.ts';
import { addHisCommands } from './his-commands.ts';
import { addKeyCommands } from './key-commands.ts';
import { type ExitCode, exitCodes, print, reportUnexpected } from './output.ts';
import { listPeople } from './people.ts';
import { addPrintCommands } from './print.ts';
import { addAuditCommands, addQueueCommands } from './queue-commands.ts';
import { addScanCommands } from './scan-commands.ts';
import { addSpeechCommands } from './speech-commands.ts';
import { addStaffCommands } from './staff-commands.ts';
import { addVisitCommand } from './visit-commands.ts';

const version = (createRequire(import.meta.url)('../../package.json') as { version: string }).version;

/** The `tiepdon` command line; answers with the exit code. `safeStorage`: the desktop's key ring, inside the packaged kiosk. */
export async function runCommandLine(
  args: readonly string[],
  safeStorage: SafeStorage | null = null,
): Promise<ExitCode | VerifyExitCode> {
  let code: ExitCode | VerifyExitCode = exitCodes.done;
  const program = new Command('tiepdon').description('Runs, checks and steers a Tiếp Đón kiosk.').exitOverride();

  const command = commandMaker((ended) => {
    code = ended;
  });

  addVisitCommand(program, command);

  command<Shared>(program, 'people', 'the specimen people and how their visits must end').does(listPeople);

  addHisCommands(program, command);
  addQueueCommands(program, command);
  addAuditCommands(program, command);
  addKeyCommands(program, command, safeStorage);
  addGalleryCommands(program, command, safeStorage);
  addScanCommands(program, command);
  addFaceCommands(program, command);
  addPrintCommands(program, command);
  addSpeechCommands(program, command);
  addStaffCommands(program, command);

  const config = program.command('config').description('the configuration file').exitOverride();
  command<Shared>(config, 'check', 'says what is wrong with it, with lines').does(checkConfiguration);
  command<Shared>(config, 'show', 'prints what is in force, secrets left out').does(showConfiguration);

  command<Shared>(config, 'init', 'writes the documented default file').does(initConfiguration);

  const card = program.command('card').description('the document on the reader').exitOverride();
  const cardCommand = <Options extends CardOptions>(name: string, description: string) => {
    const cardSub = command<Options>(card, name, description);
    cardSub.sub
      .option('--qr <text>', 'the code of the card, as the scanner reads it')
      .option('--mrz <lines>', 'the machine readable lines, one after the other or with line breaks')
      .option('--can <number>', 'the card access number printed on the front')
      .option('--person <id>', 'lay this specimen person’s card on the virtual reader first')
      .option('--seconds <number>', 'wait this long for a card', positiveInteger, 30)
      .hook('preAction', (called) => {
        const { qr, mrz, can } = called.opts<CardOptions>();
        if ([qr, mrz, can].filter((key) => key !== undefined).length !== 1) {
          called.error('error: say one of --qr, --mrz and --can');
        }
      });
    return cardSub;
  };
  const cardRead = cardCommand<ReadOptions>(
    'read',
    'opens the chip with what is printed on the card and prints what it says',
  );
  cardRead.sub
    .option('--portrait <file>', 'save the portrait here')
    .option('--all', 'read every group of the document that can be read, and EF.COM')
    .addHelpText('after', '\nEnds with 0 read, 1 not read or not saved, 4 read and invalid.');
  cardRead.does(readCard);
  const cardRecord = cardCommand<RecordOptions>(
    'record',
    'records a read: all of a specimen person’s card, of any other only how its chip behaves',
  );
  cardRecord.sub.option('--out <file>', 'the file to write (default: a new one in the current folder)');
  cardRecord.does(recordCard);
  card
    .command('verify')
    .description('passive authentication of a folder with SOD.bin, DG1.bin, DG2.bin and so on')
    .exitOverride()
    .argument('<folder>', 'the folder')
    .option(
      '--anchors <folder>',
      'country signing certificates, revocation lists, master lists: .cer .der .pem .crl .ml .ldif',
    )
    .option('--json', 'print one JSON value', false)
    .addHelpText('after', '\nEnds with 0 anchored, 3 consistent but not anchored, 4 invalid, 2 nothing to judge.')
    .action(async (folder: string, options: { json: boolean; anchors?: string }) => {
      code = await verifyCard({ ...options, folder });
    });

  command<Shared>(program, 'version', 'prints the version').does(async ({ json }) => {
    print(json, { version, node: process.versions.node }, () => [version]);
    return exitCodes.done;
  });

  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportUnexpected(args.includes('--json'), error);
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  return code;
}
