/** What a device shows to those above it, whatever it is: a status, who hears of it, and one end. */
export interface DeviceFront<Status, Event> {
  readonly status: Status;
  isClosing(): boolean;
  /** Tells whoever listens; nobody where it is no news, or after the end. */
  setStatus(next: Status): void;
  emit(event: Event): void;
  /** Calls back from the next event on; returns the way to stop. */
  subscribe(listener: (event: Event) => void): () => void;
  /** Nobody is told of the end. It comes once, however often it is asked for; `release` gives back what the device holds. */
  close(release: () => Promise<void>): Promise<void>;
}

export interface DeviceFrontParts<Status, Event> {
  initial: Status;
  closed: Status;
  /** What is heard of a new status. */
  news: (status: Status) => Event;
}

export function openDeviceFront<Status, Event>(parts: DeviceFrontParts<Status, Event>): DeviceFront<Status, Event> {
  const listeners = new Set<(event: Event) => void>();
  let status = parts.initial;
  let isClosing = false;
  let closed: Promise<void> | null = null;

  return {
    get status() {
      return status;
    },
    isClosing: () => isClosing,
    setStatus(next) {
      // An operation in it is the same one each time, and is not compared.
      if (isClosing || JSON.stringify(next) === JSON.stringify(status)) return;
      status = next;
      const event = parts.news(next);
      for (const listener of [...listeners]) {
        // A listener that brought a newer status about has told everybody already.
        if (status !== next) return;
        listener(event);
      }
    },
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close(release) {
      isClosing = true;
      listeners.clear();
      status = parts.closed;
      closed ??= release();
      return closed;
    },
  };
}
