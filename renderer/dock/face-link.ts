import type { KioskBridge } from '../bridge-client.ts';
import { leaveSimulatedFace, setSimulatedFace } from '../face/simulated-face.ts';
import { reactToPrompts } from './react-to-prompts.ts';

/** Carries the panel's choice of a face into the kiosk's page, which is another document. */

export type FaceChoice = { camera: 'device' } | { camera: 'simulated'; url: string | null };

const channelName = 'tiepdon-simulated-face';
const ask = 'which face?';

/**
 * In the kiosk's page: follows the panel from now on, and does what the station asks for. Until a panel answers, nobody stands
 * before the camera.
 */
export function followDock(bridge: KioskBridge): void {
  bridge.subscribe(reactToPrompts());
  const channel = new BroadcastChannel(channelName);
  setSimulatedFace(null);
  channel.onmessage = ({ data }: MessageEvent<FaceChoice | typeof ask>) => {
    if (data === ask) return;
    if (data.camera === 'device') leaveSimulatedFace();
    else setSimulatedFace(data.url);
  };
  channel.postMessage(ask);
}

/** In the panel: tells every kiosk page the present choice, and again whenever one asks. */
export function leadFaces(): { choose(choice: FaceChoice): void; close(): void } {
  const channel = new BroadcastChannel(channelName);
  let present: FaceChoice = { camera: 'simulated', url: null };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === ask) channel.postMessage(present);
  };
  return {
    choose: (choice) => {
      present = choice;
      channel.postMessage(choice);
    },
    close: () => {
      channel.close();
    },
  };
}
