import type { ReactNode } from 'react';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Title } from '../components/Scene.tsx';
import './camera-codes.css';

interface CodesPageProps {
  /** The camera does not answer: there is nothing to hold a code to. */
  isAway: boolean;
  onClose: () => void;
  /** What the camera sees. */
  children: ReactNode;
}

/** The camera for codes where somebody opened it: what to hold where, and the way back. */
export function CodesPage({ isAway, onClose, children }: CodesPageProps) {
  const t = useKioskTexts();
  return (
    <div className="camera-codes">
      <Title>{t(isAway ? 'cameraCodes.away.title' : 'cameraCodes.title')}</Title>
      {children}
      <p className="detail" role="status">
        {t(isAway ? 'cameraCodes.away.detail' : 'cameraCodes.detail')}
      </p>
      <div className="actions">
        <KioskButton look="quiet" does={onClose}>
          {t(isAway ? 'typed.back' : 'cameraCodes.stop')}
        </KioskButton>
      </div>
    </div>
  );
}
