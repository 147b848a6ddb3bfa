import { writeFileSync } from 'node:fs';
import type { LastSalvage, QueueDecision, QueueRow, QueueSelection } from '../bridge/staff-messages.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';
import { askStation, staffName, type StationOptions } from './staff-answer.ts';
import { adviceFor, sendTo } from './worklist.ts';

/** More rows than a kiosk keeps in a month (bridge/staff-messages.ts takes no larger number). */
const mostRows = 10_000;

/** `tiepdon queue list`: rows without anything of a person. */
export function listQueue(options: StationOptions & { limit: number; only?: QueueSelection }): Promise<ExitCode> {
  const { json, limit, only = 'all' } = options;
  const question = { kind: 'queue-list', limit: Math.min(limit, mostRows), selection: only } as const;
  return askStation(options, question, 'queue', ({ rows }) => printRows(json, rows));
}

/** `tiepdon queue show`: everything the kiosk keeps of one row. */
export function showRow(options: StationOptions & { key: string }): Promise<ExitCode> {
  const { json, key } = options;
  return askStation(options, { kind: 'queue-show', key }, 'queue', ({ rows: [row] }) => {
    if (!row) return noSuchRow(json);
    const facts = { ...row, refusal: row.refusal?.reason ?? null, sendTo: row.refusal?.sendTo ?? null };
    print(json, row, () =>
      table(
        Object.entries(facts).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(' ') : String(value ?? '-'),
        ]),
      ),
    );
    return exitCodes.done;
  });
}

/** `tiepdon queue worklist`: refused after the patient was given a ticket: what to tell them, where to send them. */
export function printWorklist(options: StationOptions & { limit: number }): Promise<ExitCode> {
  const question = { kind: 'queue-list', limit: Math.min(options.limit, mostRows), selection: 'worklist' } as const;
  return askStation(options, question, 'queue', ({ rows }) => {
    const entries = rows.map((row) => ({ ...row, tell: adviceFor(row), sendTo: sendTo(row) }));
    print(options.json, entries, () =>
      entries.length === 0
        ? ['nothing to do: the hospital refused no registration']
        : entries.flatMap(({ number, clinicId, registeredAt, lastError, tell, sendTo: place, key }) => [
            `${number}  ${clinicId ?? '-'}  ${registeredAt}  ${lastError ?? ''}`.trimEnd(),
            `  send to: ${place}`,
            `  tell:    ${tell.vi}`,
            `           ${tell.en}`,
            `  then:    ${tell.next}  (${key})`,
          ]),
    );
    return exitCodes.done;
  });
}

/** `tiepdon queue retry|hold|release|set-aside`: what staff decided about a row; the audit log keeps who. */
export function decideRow(options: StationOptions & { key: string; decision: QueueDecision }): Promise<ExitCode> {
  const { json, key, decision } = options;
  const question = { kind: 'queue-decide', key, decision, staffName: staffName() } as const;
  return askStation(options, question, 'queue-decided', ({ result, rows }) => {
    switch (result) {
      case 'done':
        return printRows(json, rows);
      case 'no-such-row':
        return noSuchRow(json);
      case 'not-in-that-state':
        complain(json, `a row that is ${stateOf(rows[0])} has nothing to ${decision}`);
        return exitCodes.failed;
      case 'failed':
        complain(json, 'the disk refused; nothing was changed');
        return exitCodes.failed;
    }
  });
}

/** `tiepdon queue export`: what the hospital does not have yet, sealed for the recovery key; nothing is changed. */
export function exportQueue(options: StationOptions & { out: string }): Promise<ExitCode> {
  const { json, out } = options;
  const question = { kind: 'queue-export', staffName: staffName() } as const;
  return askStation(options, question, 'queue-export', ({ rows, sealed }) => {
    if (sealed === null) {
      print(json, { rows, file: null }, () => ['nothing to export: the hospital has everything']);
      return exitCodes.done;
    }
    try {
      writeFileSync(out, Buffer.from(sealed, 'base64'), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      complain(json, `${out} cannot be written (${String((error as NodeJS.ErrnoException).code)})`);
      return exitCodes.failed;
    }
    print(json, { rows, file: out }, () => [`${String(rows)} rows in ${out}; open it with: tiepdon key open-export`]);
    return exitCodes.done;
  });
}

/** `tiepdon queue stats`: the figures to watch. */
export function printStatistics(options: StationOptions): Promise<ExitCode> {
  return askStation(options, { kind: 'queue-stats' }, 'queue-stats', (answer) => {
    const { statistics, clockOffsetMs, auditHead, salvage, damagedFiles } = answer;
    print(options.json, { ...statistics, clockOffsetMs, auditHead, salvage, damagedFiles }, () =>
      table([
        ...Object.entries(statistics).map(([name, value]) => [name, String(value ?? '-')]),
        ['clockOffsetMs', String(clockOffsetMs ?? '-')],
        ['auditHead', auditHead === null ? '-' : `${String(auditHead.count)}:${auditHead.hash}`],
        ['salvage', salvage === null ? '-' : salvageText(salvage)],
        ...damagedFiles.map((name) => ['damagedFile', name]),
      ]),
    );
    return exitCodes.done;
  });
}

const salvageText = ({ at, saved, lost, bodiesLost, unsentLost, auditLost }: LastSalvage): string =>
  `${at}: ${String(saved)} registrations saved; lost: ${String(lost)} registrations, ${String(bodiesLost)} bodies, ` +
  `${String(unsentLost)} unsent, ${String(auditLost)} entries of the audit log`;

function noSuchRow(json: boolean): ExitCode {
  complain(json, 'no row has this key');
  return exitCodes.failed;
}

const stateOf = (row: QueueRow | undefined): string =>
  row === undefined ? 'gone' : row.held ? 'held' : row.setAside ? 'set aside' : row.state;

function printRows(json: boolean, rows: readonly QueueRow[]): ExitCode {
  print(json, rows, () =>
    table([
      ['number', 'called', 'kind', 'clinic', 'day', 'state', 'attempts', 'encounter', 'key'],
      ...rows.map((row) => [
        row.number,
        row.hospitalNumber ?? '-',
        row.amendment ?? row.kind,
        row.clinicId ?? '-',
        row.serviceDate,
        stateOf(row),
        String(row.attempts),
        row.encounterId ?? '-',
        row.key,
      ]),
    ]),
  );
  return exitCodes.done;
}
