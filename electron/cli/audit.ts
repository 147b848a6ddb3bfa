import type { AuditVerdict } from '../../sync/queue/audit.ts';
import { type AuditRow } from '../bridge/staff-messages.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';
import { askStation, type StationOptions } from './staff-answer.ts';

/** `tiepdon audit list`: who did what, newest first. */
export function listAudit(options: StationOptions & { limit: number }): Promise<ExitCode> {
  return askStation(options, { kind: 'audit-list', limit: Math.min(options.limit, 10_000) }, 'audit', ({ entries }) => {
    print(options.json, entries, () => auditTable(entries, 'registration'));
    return exitCodes.done;
  });
}

/** `subject`: what the entries speak of. */
export const auditTable = (entries: readonly AuditRow[], subject: string): string[] =>
  table([['number', 'at', 'actor', 'action', 'detail', subject], ...entries.map(cells)]);

const cells = ({ number, at, actor, action, detail, subject }: AuditRow): string[] => [
  String(number),
  at,
  actor,
  action,
  detail ?? '-',
  subject ?? '-',
];

/** `tiepdon audit verify [--head COUNT:HASH]`: exit code 3 names the first entry that is wrong. */
export function verifyAudit(options: StationOptions & { head?: string }): Promise<ExitCode> {
  const { json } = options;
  const expected = options.head === undefined ? null : headOf(options.head);
  if (expected === undefined) {
    complain(json, howToWriteHead('queue stats'));
    return Promise.resolve(exitCodes.usage);
  }
  return askStation(options, { kind: 'audit-verify', expected }, 'audit-verdict', ({ verdict, heldAgainst }) => {
    const against = {
      given: reachesGiven,
      hospital: 'and reaches the head that the hospital has',
      'no-head': 'the hospital has no head of this kiosk yet to hold it against',
      'not-reached': 'the hospital was not reached: held against nothing',
    }[heldAgainst];
    return printVerdict(json, { verdict, heldAgainst }, against);
  });
}

export const reachesGiven = 'and reaches the head given';

/** `against`: what an intact log was held against. */
export function printVerdict(
  json: boolean,
  said: { verdict: AuditVerdict; heldAgainst: string },
  against: string,
): ExitCode {
  const { verdict } = said;
  switch (verdict.kind) {
    case 'intact': {
      const { head } = verdict;
      print(json, said, () => [
        head === null ? 'intact: no entries yet' : `intact: ${String(head.count)} entries; ${against}`,
        ...(head === null ? [] : [`head ${String(head.count)}:${head.hash}`]),
      ]);
      return exitCodes.done;
    }
    case 'broken':
      print(json, said, () => [`broken: entry ${String(verdict.number)} is the first that is wrong`]);
      return exitCodes.invalid;
    case 'cut':
      print(json, said, () => [
        `cut: the log has ${String(verdict.head?.count ?? 0)} entries and does not lead to entry ${String(verdict.expected.count)} as it was written down outside it`,
      ]);
      return exitCodes.invalid;
  }
}

/** `command`: which one prints it. */
export const howToWriteHead = (command: string): string =>
  `write the head as COUNT:HASH, as "tiepdon ${command}" prints it`;

/** undefined when the text is no head. */
export function headOf(text: string): { count: number; hash: string } | undefined {
  const [, count, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  return count === undefined || hash === undefined ? undefined : { count: Number(count), hash };
}
