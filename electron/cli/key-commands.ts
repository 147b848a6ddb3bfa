import type { Command } from 'commander';
import type { SafeStorage } from '../operations/safe-storage.ts';
import type { CommandMaker, Shared } from './command.ts';
import { enrolKeyCommand, makeRecoveryKey, openExport, printKeyStatus, rotateKeyCommand } from './key.ts';

/** `tiepdon key …`; `safeStorage` is the desktop's key ring where the command line runs in the shell, else null. */
export function addKeyCommands(program: Command, command: CommandMaker, safeStorage: SafeStorage | null): void {
  const key = program
    .command('key')
    .description('the key of the queue, and the hospital’s recovery key')
    .exitOverride();

  command<Shared>(key, 'status', 'what wraps the key, and whether this folder is at home; ends with 3 when not').does(
    printKeyStatus,
  );
  const rotate = command<Shared & { abandonDamaged?: boolean }>(
    key,
    'rotate',
    'gives the queue a new key; the kiosk must be stopped',
  );
  rotate.sub.option('--abandon-damaged', 'also where queue.db.damaged-* becomes unreadable by it');
  rotate.does((options) => rotateKeyCommand(options, safeStorage));

  const enrol = command<Shared & { recoveryKey?: string; moved?: boolean }>(
    key,
    'enrol',
    'makes a copied, moved or restored data folder a kiosk of this machine; the kiosk must be stopped',
  );
  enrol.sub
    .option('--recovery-key <file>', 'private half of the recovery key (PEM), at hand for as long as this takes')
    .option('--moved', 'the folder was moved on this machine')
    .addHelpText('after', '\nThe passphrase of the recovery key is taken from TIEPDON_RECOVERY_PASSPHRASE.');
  enrol.does((options) => enrolKeyCommand(options, safeStorage));

  const recovery = command<Shared & { out: string }>(key, 'recovery-new', 'makes a recovery key for the hospital');
  recovery.sub
    .requiredOption('--out <file>', 'the private half; the public half is written beside it')
    .addHelpText('after', '\nTIEPDON_RECOVERY_PASSPHRASE protects the private half.');
  recovery.does(makeRecoveryKey);

  const open = command<Shared & { recoveryKey: string; out: string }>(
    key,
    'open-export',
    'opens what "tiepdon queue export" has sealed',
  );
  open.sub
    .argument('<file>', 'the sealed export')
    .requiredOption('--recovery-key <file>', 'private half of the recovery key (PEM)')
    .requiredOption('--out <file>', 'the file to write; one that exists is left alone');
  open.doesWith((file, options) => openExport({ ...options, file }));
}
