import { openStation } from './station-client.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';

const answerMs = 5_000;

/** `tiepdon queue list`: rows without anything of a person. */
export async function listQueue(options: {
  json: boolean;
  data: string | undefined;
  limit: number;
}): Promise<ExitCode> {
  const client = await openStation(options.data);
  if (!client.ok) {
    complain(options.json, client.detail);
    return exitCodes.failed;
  }
  try {
    const answer = client.station.next('queue', answerMs);
    client.station.send({ kind: 'queue-list', limit: Math.max(1, Math.floor(options.limit)) });
    const rows = (await answer)?.rows;
    if (!rows) {
      complain(options.json, 'the station did not answer');
      return exitCodes.failed;
    }
    print(options.json, rows, () =>
      table([
        ['number', 'kind', 'clinic', 'day', 'state', 'attempts', 'encounter', 'key'],
        ...rows.map((row) => [
          row.number,
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
  } finally {
    await client.close();
  }
}
