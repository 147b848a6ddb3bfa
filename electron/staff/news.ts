import type { StaffNews } from '../bridge/staff-page.ts';
import type { CallBoard } from './call-board.ts';
import type { Sessions, StaffSessionRecord } from './sessions.ts';

/** A page that hears news. */
export interface NewsReader {
  tell(news: StaffNews): void;
  /** Nothing is new: by this a connection that is gone is found. */
  beat(): void;
  /** Nothing follows. */
  end(): void;
}

export interface News {
  /** Tells a page from now on; the answer ends it. null: there are too many. */
  open(session: StaffSessionRecord, reader: NewsReader): (() => void) | null;
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
const heartbeatMs = 15_000;
/** A page in each of a person's windows, on each of the machines of a reception. */
const mostStreams = 60;

/** What open pages are told by themselves. Nothing of a person: they ask for it again. */
export function createNews({ board, sessions, setTimeout, clearTimeout }: NewsOptions): News {
  interface Stream {
    session: StaffSessionRecord;
    reader: NewsReader;
    lockTimer: unknown;
  }
  const streams = new Set<Stream>();
  let changedTimer: unknown = null;
  let heartbeat: unknown = null;

  function drop(stream: Stream): void {
    if (!streams.delete(stream)) return;
    clearTimeout(stream.lockTimer);
    stream.reader.end();
  }

  function watchLock(stream: Stream): void {
    const ms = sessions.locksInMs(stream.session);
    if (ms > 0) stream.lockTimer = setTimeout(() => watchLock(stream), ms);
    else stream.reader.tell({ kind: 'locked' });
  }

  function beat(): void {
    sessions.endOld();
    for (const { reader } of streams) reader.beat();
    heartbeat = setTimeout(beat, heartbeatMs);
  }
  beat();

  const unsubscribe = board.subscribe(() => {
    for (const { reader } of streams) reader.tell({ kind: 'calls', calls: board.calls() });
  });
  const unsubscribeEnds = sessions.onEnd((id) => {
    for (const stream of [...streams]) {
      if (stream.session.id !== id) continue;
      stream.reader.tell({ kind: 'ended' });
      drop(stream);
    }
  });

  return {
    open(session, reader) {
      if (streams.size >= mostStreams) return null;
      const stream: Stream = { session, reader, lockTimer: null };
      streams.add(stream);
      reader.tell({ kind: 'calls', calls: board.calls() });
      watchLock(stream);
      return () => drop(stream);
    },
    isLive: (session) => [...streams].some((stream) => stream.session.id === session.id),
    changed() {
      changedTimer ??= setTimeout(() => {
        changedTimer = null;
        for (const { session, reader } of streams) {
          if (sessions.locksInMs(session) > 0) reader.tell({ kind: 'changed' });
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
