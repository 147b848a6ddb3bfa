import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { useAttentionSound } from './use-attention-sound.ts';

/** Warns before anything is wiped; one touch, anywhere or on the button, extends the visit. */
export function IdleOverlay({ secondsLeft }: { secondsLeft: number | null }) {
  const t = useKioskTexts();
  useAttentionSound(secondsLeft === null ? null : 'idle');
  return (
    <ModalOverlay className="overlay" isOpen={secondsLeft !== null} isKeyboardDismissDisabled>
      <Modal className="overlay-box">
        <Dialog className="overlay-dialog" role="alertdialog">
          <p className="countdown" aria-hidden="true">
            {secondsLeft}
          </p>
          <Heading slot="title" className="title">
            {t('idle.title')}
          </Heading>
          <p className="detail" data-counting="idle">
            {t('idle.secondsLeft', { count: secondsLeft ?? 0 })}
          </p>
          <div className="actions">
            <KioskButton look="primary" does={{ type: 'presence' }} autoFocus>
              {t('idle.stay')}
            </KioskButton>
            <div data-ends-visit>
              <KioskButton look="quiet" does={{ type: 'start-over' }}>
                {t('idle.leave')}
              </KioskButton>
            </div>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
