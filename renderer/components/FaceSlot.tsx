import type { ComponentType, ReactNode } from 'react';
import type { FaceCheckProps } from '../face/FaceCheck.tsx';
import { FaceInFrame } from './drawings.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { useKiosk } from './kiosk-context.ts';

/** The camera's part of the screen. */
export type FaceCheckComponent = ComponentType<FaceCheckProps>;

/** What a screen needs of the kiosk to look at a face. */
export interface FaceEquipment {
  FaceCheck: FaceCheckComponent;
  camera: FaceCheckProps['camera'];
  models: FaceCheckProps['models'];
}

/** The round mirror, and what lies over it. */
export function FaceSlot({
  equipment: { FaceCheck, camera, models },
  comparison,
  mode,
  children,
}: {
  equipment: FaceEquipment;
  comparison: number;
  mode: FaceCheckProps['mode'];
  children?: ReactNode;
}) {
  const { language, send } = useKiosk();
  return (
    <div className="face-slot">
      {/* A camera part that breaks leaves the way without a camera open. */}
      <ErrorBoundary fallback={<FaceInFrame />}>
        <FaceCheck
          mode={mode}
          models={models}
          comparison={comparison}
          camera={camera}
          language={language}
          send={send}
        />
      </ErrorBoundary>
      {children}
    </div>
  );
}
