import { loadMockHis, loadPeople, noFixtures } from './fixtures.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

/** `tiepdon his`: the mock hospital for kiosks on this machine, until it is interrupted. */
export async function serveHis(options: {
  json: boolean;
  port: number;
  database?: string | undefined;
}): Promise<ExitCode> {
  const [mock, people] = await Promise.all([loadMockHis(), loadPeople()]);
  if (!mock || !people) {
    complain(options.json, noFixtures);
    return exitCodes.failed;
  }
  const started = await mock
    .createMockHis({
      ...(options.database === undefined ? {} : { databasePath: options.database }),
      now: () => new Date(),
      timeZone: 'Asia/Ho_Chi_Minh',
      people: people.specimenPeople(),
      port: options.port,
    })
    .catch((error: unknown) => error as NodeJS.ErrnoException);
  if (started instanceof Error) {
    const taken = started.code === 'EADDRINUSE';
    complain(
      options.json,
      taken ? `port ${String(options.port)} is taken; choose another with --port` : started.message,
    );
    return exitCodes.failed;
  }
  print(options.json, { url: started.url, openApiUrl: started.openApiUrl }, () => [
    `Mock hospital: ${started.url}`,
    `Its interface, with faults on demand: ${started.openApiUrl}`,
  ]);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await started.close();
  return exitCodes.done;
}
