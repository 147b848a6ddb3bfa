import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { openCamera, openDeviceStream, type Camera, type CameraState } from './camera.ts';
import { pageEarlyCamera } from './early-camera.ts';
import { simulatedFace } from './simulated-face.ts';
import { isVirtualCamera } from './virtual-camera.ts';

type OpenKioskCamera = (video: HTMLVideoElement, onState: (state: CameraState) => void) => Camera;

/** How its stream is opened: a pinned device and no other, or the simulated one. The key tells cameras apart. */
function streamOf(isSimulated: boolean, deviceId: string | null) {
  return {
    key: JSON.stringify([isSimulated, deviceId]),
    openStream: async () =>
      isSimulated ? (await import('./simulated-camera.ts')).openSimulatedStream() : openDeviceStream(deviceId),
  };
}

function useStream(camera: KioskSnapshot['camera']): [isSimulated: boolean, deviceId: string | null] {
  const chosen = useSyncExternalStore(simulatedFace.subscribe, simulatedFace.get).camera;
  return [camera.kind === 'simulated' && chosen === 'simulated', camera.kind === 'device' ? camera.deviceId : null];
}

/** Opens the camera as configured, no program unless allowed; the one that was opened early, if there is one. */
export function useCamera(camera: KioskSnapshot['camera']): OpenKioskCamera {
  const [isSimulated, deviceId] = useStream(camera);
  const isDevice = camera.kind === 'device';
  const refusesPrograms = isDevice && camera.virtual === 'refuse';
  // Each snapshot brings the same names in a new array.
  const virtualNames = isDevice ? JSON.stringify(camera.virtualNames) : '[]';

  return useCallback(
    (video, onState) => {
      const { key, openStream } = streamOf(isSimulated, deviceId);
      return openCamera({
        video,
        openStream: () => pageEarlyCamera.take(key, openStream),
        refuses: (label) => refusesPrograms && isVirtualCamera(label, JSON.parse(virtualNames) as string[]),
        onState,
      });
    },
    [isSimulated, deviceId, refusesPrograms, virtualNames],
  );
}

/** Has the camera opened early from now on, and closed when it is not wanted any more. */
export function useEarlyCamera(camera: KioskSnapshot['camera'], isWanted: boolean): void {
  const [isSimulated, deviceId] = useStream(camera);
  useEffect(() => {
    if (!isWanted) return;
    const { key, openStream } = streamOf(isSimulated, deviceId);
    pageEarlyCamera.open(key, openStream);
    // The face check that comes next begins first, and takes it.
    return () => void setTimeout(() => pageEarlyCamera.close(key));
  }, [isWanted, isSimulated, deviceId]);
}
