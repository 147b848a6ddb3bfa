import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { TwoCardsApart } from '../components/drawings-trouble.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Scene } from '../components/Scene.tsx';
import { useAttentionSound } from '../components/use-attention-sound.ts';

/** Somebody else's card or code during a visit. Nothing of either of them is on it. */
export function WhoseScreen({ visit: { about, canStart } }: { visit: VisitAt<'whose'> }) {
  const t = useKioskTexts();
  useAttentionSound(about === 'being-checked' ? null : about);
  if (about === 'being-checked') {
    return (
      <Scene
        key={about}
        picture={<TwoCardsApart />}
        title={t('whose.checking.title')}
        detail={t('whose.checking.detail')}
      >
        <div className="waiting" aria-hidden="true" />
      </Scene>
    );
  }
  return (
    <Scene
      key={about}
      tone="attention"
      picture={<TwoCardsApart />}
      title={t(`whose.${about}.title`)}
      detail={canStart ? t(`whose.${about}.detail`) : t('whose.closed')}
      actions={
        <>
          <KioskButton look="primary" does={{ type: 'go-on-visit' }}>
            {t('whose.goOn')}
          </KioskButton>
          {canStart && (
            <KioskButton look="quiet" does={{ type: 'start-for-other' }}>
              {t(`whose.${about}.start`)}
            </KioskButton>
          )}
        </>
      }
    />
  );
}
