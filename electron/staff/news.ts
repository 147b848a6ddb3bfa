import type { ServerResponse } from 'node:http';
import type { StaffNews } from '../bridge/staff-page.ts';
import type { CallBoard } from './call-board.ts';
import type { Sessions, StaffSessionRecord } from './sessions.ts';

export interface News {
  /** Takes over a response as a stream of server-sent events; false: there are too many. */
  open(session: StaffSessionRecord, response: ServerResponse): boolean;
  isLive(session: StaffSessionRecord): boolean;
  /** Something that pages show is new: told once a second at most, to open sessions. */
  changed(): void;
  stop(): void;
}

export interface NewsOptions {
  board: Pick<CallBoard, 'calls' | 'subscribe'>;
  sessions: Sessions;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
}

const changedEveryMs = 1_000;
/** A line without content by which a connection that is gone is found. */
const heartbeatMs = 15_000;
/** A page in each of a person's windows, on each of the machines of a reception. */
const mostStreams = 60;

/** What open pages are told by themselves. Nothing of a person: they ask for it again. */
export function createNews({ board, sessions, setTimeout, clearTimeout }: NewsOptions): News {
  interface Stream {
    session: StaffSessionRecord;
    response: ServerResponse;
    lockTimer: unknown;
  }
  const streams = new Set<Stream>();
  let changedTimer: unknown = null;
  let heartbeat: unknown = null;

  function send({ response }: Stream, news: StaffNews): void {
    response.write(`data: ${JSON.stringify(news)}\n\n`);
  }

  function drop(stream: Stream): void {
    if (!streams.delete(stream)) return;
    clearTimeout(stream.lockTimer);
    stream.response.end();
  }

  function watchLock(stream: Stream): void {
    const ms = sessions.locksInMs(stream.session);
    if (ms > 0) stream.lockTimer = setTimeout(() => watchLock(stream), ms);
    else send(stream, { kind: 'locked' });
  }

  function beat(): void {
    sessions.endOld();
    for (const { response } of streams) response.write(':\n\n');
    heartbeat = setTimeout(beat, heartbeatMs);
  }
  beat();

  const unsubscribe = board.subscribe(() => {
    for (const stream of streams) send(stream, { kind: 'calls', calls: board.calls() });
  });
  const unsubscribeEnds = sessions.onEnd((id) => {
    for (const stream of [...streams]) {
      if (stream.session.id !== id) continue;
      send(stream, { kind: 'ended' });
      drop(stream);
    }
  });

  return {
    open(session, response) {
      if (streams.size >= mostStreams) return false;
      const stream: Stream = { session, response, lockTimer: null };
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      streams.add(stream);
      response.on('close', () => drop(stream));
      send(stream, { kind: 'calls', calls: board.calls() });
      watchLock(stream);
      return true;
    },
    isLive: (session) => [...streams].some((stream) => stream.session.id === session.id),
    changed() {
      changedTimer ??= setTimeout(() => {
        changedTimer = null;
        for (const stream of streams) {
          if (sessions.locksInMs(stream.session) > 0) send(stream, { kind: 'changed' });
        }
      }, changedEveryMs);
    },
    stop() {
      unsubscribe();
      unsubscribeEnds();
      clearTimeout(changedTimer);
      clearTimeout(heartbeat);
      for (const stream of [...streams]) drop(stream);
    },
  };
}
