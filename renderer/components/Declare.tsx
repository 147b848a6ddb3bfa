import { ToggleButton } from 'react-aria-components/ToggleButton';
import type { Declared } from '../../electron/bridge/question-snapshot.ts';
import { CheckIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';

/** What patients may say of themselves; staff look, so a word is enough here. */
export function Declare({ visit }: { visit: { declared: readonly Declared[]; mayDeclare: readonly Declared[] } }) {
  const t = useKioskTexts();
  const { send, pressCounts } = useKiosk();
  const isDeclared = (what: Declared) => visit.declared.includes(what);
  return (
    <div className="declare" role="group" aria-label={t('declare.label')}>
      <p className="declare-label">{t('declare.label')}</p>
      {visit.mayDeclare.map((what) => (
        <ToggleButton
          key={what}
          className="button button-quiet declare-toggle"
          data-private=""
          isSelected={isDeclared(what)}
          onChange={(isSo) => {
            if (pressCounts()) send({ type: 'declare', what, isSo });
          }}
        >
          {isDeclared(what) ? <CheckIcon /> : <span className="declare-box" />}
          {t(`declare.${what}`)}
        </ToggleButton>
      ))}
      {visit.declared.length > 0 && (
        <p className="declare-note" data-private="">
          {t('declare.note')}
        </p>
      )}
    </div>
  );
}
