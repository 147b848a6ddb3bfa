import { type Command, Option } from 'commander';
import { queueSelectionSchema } from '../bridge/staff-messages.ts';
import type { QueueSelection } from '../bridge/staff-messages.ts';
import { positiveInteger } from './arguments.ts';
import { listAudit, verifyAudit } from './audit.ts';
import type { CommandMaker, Shared } from './command.ts';
import { decideRow, exportQueue, listQueue, printStatistics, printWorklist, showRow } from './queue.ts';

type Limited = Shared & { limit: number };

/** `tiepdon queue …` */
export function addQueueCommands(program: Command, command: CommandMaker): void {
  const queue = program.command('queue').description('the local queue of registrations').exitOverride();

  const list = command<Limited & { only?: QueueSelection }>(
    queue,
    'list',
    'newest registrations and whether they are confirmed',
  );
  list.sub
    .option('--limit <number>', 'how many', positiveInteger, 50)
    .addOption(new Option('--only <state>', 'only these').choices(queueSelectionSchema.options));
  list.does(listQueue);

  const worklist = command<Limited>(
    queue,
    'worklist',
    'refused after the patient was given a ticket: what to tell them and where to send them',
  );
  worklist.sub.option('--limit <number>', 'how many', positiveInteger, 50);
  worklist.does(printWorklist);

  const row = (name: string, description: string) => {
    const made = command<Shared>(queue, name, description);
    made.sub.argument('<key>', 'the key of the row, as the list prints it');
    return made;
  };
  row('show', 'everything the kiosk keeps of one row').doesWith((key, options) => showRow({ ...options, key }));
  row('retry', 'the cause is mended: send a refused row again, as it is').doesWith((key, options) =>
    decideRow({ ...options, key, decision: 'retry' }),
  );
  row('hold', 'keep a row back, and what the patient did after it').doesWith((key, options) =>
    decideRow({ ...options, key, decision: 'hold' }),
  );
  row('release', 'let a row that was kept back go').doesWith((key, options) =>
    decideRow({ ...options, key, decision: 'release' }),
  );
  row('set-aside', 'a refused or held row is settled by hand: erase what it carries, let later ones go on').doesWith(
    (key, options) => decideRow({ ...options, key, decision: 'set-aside' }),
  );

  const exported = command<Shared & { out: string }>(
    queue,
    'export',
    'what the hospital does not have yet, sealed for the recovery key',
  );
  exported.sub.requiredOption('--out <file>', 'the file to write; one that exists is left alone');
  exported.does(exportQueue);
  command<Shared>(queue, 'stats', 'how many wait, how long, and how the hospital took them').does(printStatistics);
}

/** `tiepdon audit …` */
export function addAuditCommands(program: Command, command: CommandMaker): void {
  const audit = program.command('audit').description('the audit log: who did what').exitOverride();
  const list = command<Limited>(audit, 'list', 'newest entries');
  list.sub.option('--limit <number>', 'how many', positiveInteger, 50);
  list.does(listAudit);
  const verify = command<Shared & { head?: string }>(
    audit,
    'verify',
    'whether the log is whole and leads to the head that the hospital has; ends with 3 when not',
  );
  verify.sub.option('--head <count:hash>', 'hold it against this head instead');
  verify.does(verifyAudit);
}
