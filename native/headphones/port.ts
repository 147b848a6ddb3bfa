/** `absent`: there is no port, or the sound card with it is gone. The screen says what is personal only while `plugged`. */
export type HeadphonesStatus = 'absent' | 'unplugged' | 'plugged';

/** Whether a patient has headphones in. */
export interface Headphones {
  readonly status: HeadphonesStatus;
  /** Called at each change of status; answers with the way to stop. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** A status that tells whoever listens when it changes. */
export function createHeadphonesStatus(first: HeadphonesStatus) {
  const listeners = new Set<() => void>();
  let status = first;
  return {
    get: (): HeadphonesStatus => status,
    set: (next: HeadphonesStatus): void => {
      if (next === status) return;
      status = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
