import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { VisitIntent } from '../electron/bridge/intent.ts';
import type { KioskSnapshot } from '../electron/bridge/snapshot.ts';
import type { KioskBridge } from './bridge-client.ts';
import { CameraCodes } from './codes/CameraCodes.tsx';
import { FaceCheck } from './face/FaceCheck.tsx';
import { useFaceReady } from './face/use-face-ready.ts';
import { KioskView } from './KioskView.tsx';
import { OneMomentScreen } from './screens/AloneScreens.tsx';
import { kioskSpeaker } from './speech/kiosk-speaker.ts';

/** The station's latest snapshot on the screen, or a calm "one moment" while there is none. */
export function App({ bridge }: { bridge: KioskBridge }) {
  const connected = useSyncExternalStore(bridge.onConnectionChange, bridge.connected);
  const snapshot = useLatestSnapshot(bridge);
  const send = useCallback((intent: VisitIntent) => bridge.send({ kind: 'intent', intent }), [bridge]);
  const [speaker] = useState(() => kioskSpeaker(bridge));
  useFaceReady(connected ? snapshot : null);
  if (!connected || !snapshot) return <OneMomentScreen />;
  return (
    <KioskView snapshot={snapshot} send={send} FaceCheck={FaceCheck} CameraCodes={CameraCodes} speaker={speaker} />
  );
}

function useLatestSnapshot(bridge: KioskBridge): KioskSnapshot | null {
  const [snapshot, setSnapshot] = useState<KioskSnapshot | null>(null);
  useEffect(() => {
    const stopMessages = bridge.subscribe((message) => {
      if (message.kind === 'snapshot') setSnapshot(message.snapshot);
    });
    // A new station tells its own truth; the old one's is dropped with the connection.
    const stopConnection = bridge.onConnectionChange(() => setSnapshot(null));
    return () => {
      stopMessages();
      stopConnection();
    };
  }, [bridge]);
  return snapshot;
}
