import type { Command } from 'commander';
import type { SafeStorage } from '../operations/safe-storage.ts';
import { positiveInteger } from './arguments.ts';
import type { CommandMaker, Shared } from './command.ts';
import { addKiosk, listKiosks, removeKiosk } from './gallery-kiosks.ts';
import { serveGallery, type ServeOptions } from './gallery-serve.ts';
import { forgetInGallery, listGalleryAudit, printGalleryStatus, verifyGalleryAudit } from './gallery.ts';

/** `tiepdon gallery …` */
export function addGalleryCommands(program: Command, command: CommandMaker, safeStorage: SafeStorage | null): void {
  const gallery = program
    .command('gallery')
    .description('the hospital’s gallery of enrolled faces, on a machine of its own')
    .exitOverride();

  const serve = command<ServeOptions>(gallery, 'serve', 'answers the kiosks of the hospital, until Ctrl+C');
  serve.sub
    .requiredOption('--listen <host:port>', 'where kiosks reach it')
    .requiredOption('--certificate <file>', 'its certificate, then the ones that issued it (PEM)')
    .requiredOption('--key <file>', 'the key of it (PEM), readable by its owner only')
    .requiredOption('--kiosk-ca <file>', 'the authority that issues the kiosks’ certificates (PEM)')
    .addHelpText('after', '\nThe folder holds kiosk.toml (faces, face.models, keys), the key, and the list of kiosks.');
  serve.does((options) => serveGallery(options, safeStorage));

  command<Shared>(gallery, 'status', 'how many are enrolled, in how much memory').does((options) =>
    printGalleryStatus(options, safeStorage),
  );

  const audit = command<Shared & { limit: number; verify?: boolean; head?: string }>(
    gallery,
    'audit',
    'newest entries of its audit log',
  );
  audit.sub
    .option('--limit <number>', 'how many', positiveInteger, 50)
    .option('--verify', 'reads all of it instead, and says whether it is whole')
    .option('--head <count:hash>', 'with --verify: the head that was printed before, which it has to reach');
  audit.does((options) =>
    options.verify === true || options.head !== undefined
      ? verifyGalleryAudit(options, safeStorage)
      : listGalleryAudit(options, safeStorage),
  );

  const forget = command<Shared & { enrolment?: string }>(
    gallery,
    'forget',
    'deletes one person’s face: the identity number is read from standard input',
  );
  forget.sub.option('--enrolment <uuid>', 'by the enrolment instead, as the audit log names it');
  forget.does((options) => forgetInGallery(options, safeStorage));

  const kiosks = gallery.command('kiosks').description('which kiosks may ask').exitOverride();
  command<Shared>(kiosks, 'list', 'those that are admitted').does(listKiosks);
  const add = command<Shared & { name: string }>(kiosks, 'add', 'admits a kiosk by its certificate');
  add.sub
    .argument('<certificate>', 'the kiosk’s certificate (PEM); its key stays at the kiosk')
    .requiredOption('--name <name>', 'what it is called in the audit log');
  add.doesWith((certificate, options) => addKiosk({ ...options, certificate }));
  const remove = command<Shared>(kiosks, 'remove', 'refuses a kiosk from its next request on');
  remove.sub.argument('<name>', 'as the list has it');
  remove.doesWith((name, options) => removeKiosk({ ...options, name }));
}
