/** A camera that opens while the card is still being read. Nobody looks through it before the face check takes it. */

export interface EarlyCamera {
  /** Begins to open the camera of this key, unless it does already. */
  open(key: string, openStream: () => Promise<MediaStream>): void;
  /** The stream that was opened for this key, from now on the caller's to stop; else one that is opened now. */
  take(key: string, openStream: () => Promise<MediaStream>): Promise<MediaStream>;
  /** Stops the one of this key if nobody took it: its lamp goes out. */
  close(key: string): void;
}

export function createEarlyCamera(): EarlyCamera {
  let early: { key: string; stream: Promise<MediaStream | null> } | null = null;

  const close = (): void => {
    void early?.stream.then((stream) => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    });
    early = null;
  };
  return {
    open: (key, openStream) => {
      if (early?.key === key) return;
      close();
      // One that cannot be opened is asked again by whoever needs it.
      early = { key, stream: openStream().catch(() => null) };
    },
    take: async (key, openStream) => {
      if (early?.key !== key) return openStream();
      const { stream: opened } = early;
      early = null;
      const stream = await opened;
      // Pulled meanwhile, which nobody heard.
      return stream?.active === true ? stream : openStream();
    },
    close: (key) => {
      if (early?.key === key) close();
    },
  };
}

/** The page's own. */
export const pageEarlyCamera = createEarlyCamera();
