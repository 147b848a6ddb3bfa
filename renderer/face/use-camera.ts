import { useCallback, useSyncExternalStore } from 'react';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { openCamera, openDeviceStream, type Camera, type CameraState } from './camera.ts';
import { simulatedFace } from './simulated-face.ts';
import { isVirtualCamera } from './virtual-camera.ts';

type OpenKioskCamera = (video: HTMLVideoElement, onState: (state: CameraState) => void) => Camera;

/** Opens the camera as configured: a pinned device and no other, no program unless allowed, or the simulated one. */
export function useCamera(camera: KioskSnapshot['camera']): OpenKioskCamera {
  const chosen = useSyncExternalStore(simulatedFace.subscribe, simulatedFace.get).camera;
  const isSimulated = camera.kind === 'simulated' && chosen === 'simulated';
  const isDevice = camera.kind === 'device';
  const deviceId = isDevice ? camera.deviceId : null;
  const refusesPrograms = isDevice && camera.virtual === 'refuse';
  // Each snapshot brings the same names in a new array.
  const virtualNames = isDevice ? JSON.stringify(camera.virtualNames) : '[]';

  return useCallback(
    (video, onState) =>
      openCamera({
        video,
        openStream: async () =>
          isSimulated ? (await import('./simulated-camera.ts')).openSimulatedStream() : openDeviceStream(deviceId),
        refuses: (label) => refusesPrograms && isVirtualCamera(label, JSON.parse(virtualNames) as string[]),
        onState,
      }),
    [isSimulated, deviceId, refusesPrograms, virtualNames],
  );
}
