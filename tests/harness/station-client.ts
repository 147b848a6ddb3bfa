import { connectToStation, type StationConnection } from '../../electron/cli/connection.ts';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { SimulatorCommand } from '../../electron/bridge/messages.ts';
import type { QueueRow } from '../../electron/bridge/staff-messages.ts';
import type { KioskSnapshot, VisitAt, VisitStep } from '../../electron/bridge/snapshot.ts';
import { until } from './until.ts';

/** A scripted hand at the kiosk: lays cards, shows codes, and reads the station's word on what happened. */
export interface StationHand {
  connection: StationConnection;
  simulate(command: SimulatorCommand): void;
  intent(intent: VisitIntent): void;
  /** The snapshot that has this step and fulfils the condition. */
  at<Step extends VisitStep>(step: Step, condition?: (visit: VisitAt<Step>) => boolean): Promise<VisitAt<Step>>;
  snapshotWith(what: string, condition: (snapshot: KioskSnapshot) => boolean): Promise<KioskSnapshot>;
  queue(): Promise<QueueRow[]>;
  /** The queue's row of this key once it fulfils the condition. */
  row(key: string, condition: (row: QueueRow) => boolean, timeoutMs?: number): Promise<QueueRow>;
  close(): void;
}

const patienceMs = 20_000;

/** Joins the station of a data folder, waiting until one answers. */
export async function joinStation(socketPath: string): Promise<StationHand> {
  const connection = await until('the station to answer', () => connectToStation(socketPath));
  const snapshotWith = async (what: string, condition: (snapshot: KioskSnapshot) => boolean) => {
    const snapshot = await connection.when(condition, patienceMs);
    if (snapshot) return snapshot;
    throw new Error(`Waited in vain for ${what}; the visit is at ${JSON.stringify(connection.snapshot().visit.step)}.`);
  };
  const queue = async (): Promise<QueueRow[]> => {
    connection.send({ kind: 'queue-list', limit: 10_000, selection: 'all' });
    const answer = await connection.next('queue', patienceMs);
    if (!answer) throw new Error('The station did not list its queue.');
    return answer.rows;
  };
  return {
    connection,
    simulate: (command) => {
      connection.send({ kind: 'simulator', command });
    },
    intent: (intent) => {
      connection.send({ kind: 'intent', intent });
    },
    at: async <Step extends VisitStep>(step: Step, condition: (visit: VisitAt<Step>) => boolean = () => true) => {
      const isIt = ({ visit }: KioskSnapshot) => visit.step === step && condition(visit as VisitAt<Step>);
      return (await snapshotWith(`step ${step}`, isIt)).visit as VisitAt<Step>;
    },
    snapshotWith,
    queue,
    row: (key, condition, timeoutMs) =>
      until(
        `the queue's row of ${key}`,
        async () => {
          const row = (await queue()).find((each) => each.key === key);
          return row !== undefined && condition(row) && row;
        },
        timeoutMs,
      ),
    close: () => {
      connection.close();
    },
  };
}
