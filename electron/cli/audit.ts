import { type AuditRow } from '../bridge/staff-messages.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';
import { askStation, type StationOptions } from './staff-answer.ts';

/** `tiepdon audit list`: who did what, newest first. */
export function listAudit(options: StationOptions & { limit: number }): Promise<ExitCode> {
  return askStation(options, { kind: 'audit-list', limit: Math.min(options.limit, 10_000) }, 'audit', ({ entries }) => {
    print(options.json, entries, () =>
      table([['number', 'at', 'actor', 'action', 'detail', 'registration'], ...entries.map(cells)]),
    );
    return exitCodes.done;
  });
}

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
    complain(json, 'write the head as COUNT:HASH, as "tiepdon queue stats" prints it');
    return Promise.resolve(exitCodes.usage);
  }
  return askStation(options, { kind: 'audit-verify', expected }, 'audit-verdict', ({ verdict, heldAgainst }) => {
    switch (verdict.kind) {
      case 'intact': {
        const { head } = verdict;
        const against = {
          given: 'and reaches the head given',
          hospital: 'and reaches the head that the hospital has',
          'no-head': 'the hospital has no head of this kiosk yet to hold it against',
          'not-reached': 'the hospital was not reached: held against nothing',
        }[heldAgainst];
        print(json, { verdict, heldAgainst }, () => [
          head === null ? 'intact: no entries yet' : `intact: ${String(head.count)} entries; ${against}`,
          ...(head === null ? [] : [`head ${String(head.count)}:${head.hash}`]),
        ]);
        return exitCodes.done;
      }
      case 'broken':
        print(json, { verdict, heldAgainst }, () => [
          `broken: entry ${String(verdict.number)} is the first that is wrong`,
        ]);
        return exitCodes.invalid;
      case 'cut':
        print(json, { verdict, heldAgainst }, () => [
          `cut: the log has ${String(verdict.head?.count ?? 0)} entries and does not lead to entry ${String(verdict.expected.count)} as it was sent off the kiosk`,
        ]);
        return exitCodes.invalid;
    }
  });
}

/** undefined when the text is no head. */
function headOf(text: string): { count: number; hash: string } | undefined {
  const [, count, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  return count === undefined || hash === undefined ? undefined : { count: Number(count), hash };
}
