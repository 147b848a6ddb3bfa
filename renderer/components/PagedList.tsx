import { type ReactElement, useState } from 'react';
import { pageOf } from '../screens/clinic-list.ts';
import { BackIcon, ForwardIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

interface PagedListProps {
  /** What it is a list of, for screen readers. */
  label: string;
  /** Each with a key. */
  items: readonly ReactElement[];
  perPage: number;
  /** At the end of every page. */
  last?: ReactElement | null;
}

/** Large targets, some a page, with large arrows below; nothing scrolls. */
export function PagedList({ label, items, perPage, last = null }: PagedListProps) {
  const t = useKioskTexts();
  const [wantedPage, setWantedPage] = useState(0);
  const { page, pages, items: shown } = pageOf(items, wantedPage, perPage);
  return (
    <>
      <ul className="clinics" aria-label={label}>
        {shown.map((item) => (
          <li key={item.key}>{item}</li>
        ))}
        {last && <li className="clinics-last">{last}</li>}
      </ul>
      {pages > 1 && (
        <div className="pager">
          <KioskButton
            look="quiet"
            does={() => setWantedPage(page - 1)}
            isDisabled={page === 0}
            label={t('choose.previous')}
          >
            <BackIcon />
          </KioskButton>
          <p className="figure" aria-live="polite">
            {t('choose.page', { page: page + 1, pages })}
          </p>
          <KioskButton
            look="quiet"
            does={() => setWantedPage(page + 1)}
            isDisabled={page === pages - 1}
            label={t('choose.next')}
          >
            <ForwardIcon />
          </KioskButton>
        </div>
      )}
    </>
  );
}
