import { userInfo } from 'node:os';
import type { FromStation } from '../bridge/messages.ts';
import type { StaffAnswer, StaffQuestion } from '../bridge/staff-messages.ts';
import { complain, type ExitCode, exitCodes } from './output.ts';
import { openStation } from './station-client.ts';

export interface StationOptions {
  json: boolean;
  data: string | undefined;
}

/** An export of weeks is sealed and sent in one piece; everything else answers at once. */
const answerMs = 60_000;

/** Who types, for the audit log. */
export const staffName = (): string => userInfo().username;

/** Asks the station of the data folder, starting one where none runs, and hands its answer on; says why when there is none. */
export async function askStation<Kind extends StaffAnswer['kind']>(
  options: StationOptions,
  question: StaffQuestion,
  kind: Kind,
  use: (answer: Extract<FromStation, { kind: Kind }>) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  const client = await openStation(options.data);
  if (!client.ok) {
    complain(options.json, client.detail);
    return exitCodes.failed;
  }
  try {
    const answered = client.station.next(kind, answerMs).then((answer) => answer && use(answer));
    const refused = client.station.next('staff-refused', answerMs).then((refusal) => {
      if (refusal === null) return null;
      complain(options.json, refusal.detail);
      return exitCodes.failed;
    });
    client.station.send(question);
    const code = await Promise.race([answered, refused]);
    if (code !== null) return code;
    complain(options.json, 'the station did not answer');
    return exitCodes.failed;
  } finally {
    await client.close();
  }
}
