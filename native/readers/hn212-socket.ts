/**
 * HN212 as a network device (JTH software): a Socket.IO server that sends what it read on the event `/event`. It has no
 * public specification; names and numbers are those that independent programs for it use, and nothing but the groups and
 * the SOD is relied on: {id:1} new card, {id:2,data} printed fields, {id:3,message} failure, {id:4,data} Base64 of the files.
 */
import { io } from 'socket.io-client';
import { type DeviceClock, systemClock } from '../clock.ts';
import { type AssembleDelivered, decodeBlock, isBarePicture } from './delivered-card.ts';
import { DeliveryDesk } from './delivery-desk.ts';
import type { DocumentReader } from './port.ts';

export interface Hn212SocketOptions {
  url: string;
  assemble: AssembleDelivered;
  clock?: DeviceClock;
}

/** Nothing tells when the card is taken away; by then the screen has asked for it. */
export const TAKEN_AFTER_MS = 4_000;
export const RECONNECT_MS = { first: 500, last: 5_000 };

const READER = 'HN212 (network)';

export function createHn212Socket({ url, assemble, clock = systemClock }: Hn212SocketOptions): DocumentReader {
  const desk = new DeliveryDesk({ assemble, takenAfterMs: TAKEN_AFTER_MS, clock });
  const socket = io(url, {
    forceNew: true,
    reconnectionDelay: RECONNECT_MS.first,
    reconnectionDelayMax: RECONNECT_MS.last,
  });
  socket.on('connect', () => desk.ready(READER));
  socket.on('connect_error', () => desk.lost('not-reachable', 'the HN212 does not answer at its address'));
  let cancelReconnect = (): void => undefined;
  socket.on('disconnect', () => {
    desk.lost('not-reachable', 'the connection to the HN212 broke');
    // One that the device ended is not made again by itself.
    if (!socket.active) cancelReconnect = clock.setTimer(() => socket.connect(), RECONNECT_MS.first);
  });
  // Whatever the event is called: messages are told apart by what they hold.
  socket.onAny((_event, message: unknown) => take(desk, message));
  return {
    get status() {
      return desk.status;
    },
    subscribe: (listener) => desk.subscribe(listener),
    close: async () => {
      cancelReconnect();
      socket.offAny().off().close();
      desk.lost('not-reachable', 'closed');
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function take(desk: DeliveryDesk, message: unknown): void {
  if (!isRecord(message)) return;
  const { id, data } = message;
  if (isRecord(data) && 'sod' in data) deliver(desk, data);
  else if (id === 1) desk.cardLaid();
  // What the device says of a failure may name the holder; it is not passed on.
  else if (id === 3) desk.fail({ kind: 'protocol', detail: 'the device could not read the chip' });
}

/** Fields `dg1`, `dg2`, ... and `sod`; one that is missing, null or empty was not read. */
function deliver(desk: DeliveryDesk, data: Record<string, unknown>): void {
  const dataGroups = new Map<number, Uint8Array>();
  let sod: Uint8Array | null = null;
  for (const [name, text] of Object.entries(data)) {
    const group = Number(/^dg(\d{1,2})$/.exec(name)?.[1]);
    if (typeof text !== 'string' || text === '' || (name !== 'sod' && Number.isNaN(group))) continue;
    if (group === 2 && isBarePicture(text)) continue;
    const block = decodeBlock(name, text);
    if (!block.ok) {
      desk.fail({ kind: 'protocol', detail: block.detail });
      return;
    }
    if (name === 'sod') sod = block.bytes;
    else dataGroups.set(group, block.bytes);
  }
  desk.deliver({ sod, dataGroups });
}
