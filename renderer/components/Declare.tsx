import { ToggleButton } from 'react-aria-components/ToggleButton';
import type { Declared } from '../../electron/bridge/question-snapshot.ts';
import { CheckIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';

interface DeclareProps {
  visit: { declared: readonly Declared[]; mayDeclare: readonly Declared[]; carer: string | null };
}

/** What patients may say of themselves, or who brings them says of them; staff look, so a word is enough here. */
export function Declare({ visit }: DeclareProps) {
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
          {t(visit.carer === null ? `declare.${what}` : `declare.patient.${what}`)}
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
