import type { Paper, PrinterView } from '../../electron/bridge/paper-snapshot.ts';
import { NoPaper } from './NoPaper.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

export interface PaperProps {
  paper: Paper;
  printer: PrinterView;
  mayPrintAgain: boolean;
}

/** What to do without the paper. */
export type Keep = 'keep' | 'keepPay' | 'keepPayCode' | 'keepPayWords' | 'keepDesk' | 'goToDesk';

/** What the ear is told in place of those that ask for a photo: whoever needs the ear cannot take one. */
const spoken = { keep: 'keepDesk', keepPay: 'keepDesk', keepPayCode: 'keepPayCodeSpoken' } as const;
const isForTheEye = (keep: Keep): keep is keyof typeof spoken => keep in spoken;

/** Whether the paper comes, has come, or does not come: then why, and what to do instead. */
export function PaperLine({ paper, printer, keep }: Pick<PaperProps, 'paper' | 'printer'> & { keep: Keep }) {
  const t = useKioskTexts();
  switch (paper) {
    case 'none':
      return null;
    case 'printing':
    case 'printed':
      return (
        <p className={`line ${paper === 'printed' ? 'line-good' : 'line-info'}`} role="status" data-paper={paper}>
          <ComingPaper isOut={paper === 'printed'} />
          <span>{t(`paper.${paper}`)}</span>
        </p>
      );
    case 'not-printed':
    case 'payment-not-printed':
      return (
        <p className="line line-attention line-no-paper" role="status" data-paper={paper}>
          <NoPaper trouble={printer.state === 'unavailable' ? printer.reason : 'unknown'} />
          <span>
            <Why paper={paper} printer={printer} />{' '}
            <strong data-said={isForTheEye(keep) ? t(`paper.${spoken[keep]}`) : undefined}>{t(`paper.${keep}`)}</strong>
          </span>
        </p>
      );
  }
}

/** What has happened to the printer; of one that works again, that the ticket is missing. */
function Why({ paper, printer }: Pick<PaperProps, 'paper' | 'printer'>) {
  const t = useKioskTexts();
  if (printer.state === 'unavailable') return t(`paper.away.${printer.reason}`);
  return paper === 'not-printed' ? t('paper.away.unknown') : null;
}

/** Where the paper has not come, or nobody has asked for it yet. */
export function PrintAgain({ paper }: Pick<PaperProps, 'paper'>) {
  const t = useKioskTexts();
  return (
    <KioskButton look="quiet" does={{ type: 'print-again' }}>
      {t(words[paper])}
    </KioskButton>
  );
}

const words = {
  none: 'paper.print',
  printing: 'paper.print',
  printed: 'paper.print',
  'not-printed': 'paper.again',
  'payment-not-printed': 'paper.againPayment',
} as const;

/** Not while it cannot be printed, or was printed often enough; and a paper that has just come is not asked for again. */
export const mayPrint = ({ paper, printer, mayPrintAgain }: PaperProps): boolean =>
  mayPrintAgain && printer.state === 'ready' && paper !== 'printing' && paper !== 'printed';

/** A slip that comes out of its slot: it moves while it is printed, and lies there to be taken afterwards. */
const ComingPaper = ({ isOut }: { isOut: boolean }) => (
  <svg className={isOut ? 'icon' : 'icon coming-paper'} viewBox="0 0 24 24" aria-hidden="true">
    <svg x="0" y="5" width="24" height="19" viewBox="0 5 24 19">
      <path className="coming-paper-slip" d="M7 4h10v17l-2.5-1.6L12 21l-2.5-1.6L7 21ZM10 9.5h4M10 13h4" />
    </svg>
    <path d="M3 5h18" />
  </svg>
);
