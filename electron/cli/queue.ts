import type { DeadRowDecision, FromStation, ToStation } from '../bridge/messages.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';
import { openStation } from './station-client.ts';

const answerMs = 5_000;

interface Shared {
  json: boolean;
  data: string | undefined;
}

type Rows = Extract<FromStation, { kind: 'queue' }>['rows'];

/** More rows than a kiosk keeps in a month (bridge/messages.ts takes no larger number). */
const mostRows = 10_000;

/** `tiepdon queue list`: rows without anything of a person. */
export function listQueue(options: Shared & { limit: number }): Promise<ExitCode> {
  return askForRows(options, { kind: 'queue-list', limit: Math.min(options.limit, mostRows) }, (rows) =>
    printRows(options.json, rows),
  );
}

/** `tiepdon queue settle`: what staff decided about a row the hospital refused. */
export async function settleRow(
  options: Shared & { key: string; sendAgain?: boolean; setAside?: boolean },
): Promise<ExitCode> {
  const { json, key, sendAgain = false, setAside = false } = options;
  if (sendAgain === setAside) {
    complain(json, 'say either --send-again or --set-aside');
    return exitCodes.usage;
  }
  const decision: DeadRowDecision = sendAgain ? 'send-again' : 'set-aside';
  return askForRows(options, { kind: 'queue-settle', key, decision }, (rows) => {
    if (rows.length > 0) return printRows(json, rows);
    complain(json, 'no row that the hospital refused has this key; see tiepdon queue list');
    return exitCodes.failed;
  });
}

async function askForRows(options: Shared, question: ToStation, use: (rows: Rows) => ExitCode): Promise<ExitCode> {
  const client = await openStation(options.data);
  if (!client.ok) {
    complain(options.json, client.detail);
    return exitCodes.failed;
  }
  try {
    const answer = client.station.next('queue', answerMs);
    client.station.send(question);
    const rows = (await answer)?.rows;
    if (!rows) {
      complain(options.json, 'the station did not answer');
      return exitCodes.failed;
    }
    return use(rows);
  } finally {
    await client.close();
  }
}

function printRows(json: boolean, rows: Rows): ExitCode {
  print(json, rows, () =>
    table([
      ['number', 'called', 'kind', 'clinic', 'day', 'state', 'attempts', 'encounter', 'key'],
      ...rows.map((row) => [
        row.number,
        row.hospitalNumber ?? '-',
        row.kind,
        row.clinicId ?? '-',
        row.serviceDate,
        row.state,
        String(row.attempts),
        row.encounterId ?? '-',
        row.key,
      ]),
    ]),
  );
  return exitCodes.done;
}
