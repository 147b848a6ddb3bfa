import { type ReactElement, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { allEvent, fewerEvent, mostAttribute, pagedAttribute } from '../fit-screen.ts';
import { pageOf } from '../screens/clinic-list.ts';
import { BackIcon, ForwardIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';

interface PagedListProps {
  /** What it is a list of, for screen readers. */
  label: string;
  /** Each with a key. */
  items: readonly ReactElement[];
  /** At most; fewer where they are too large for the glass. */
  perPage: number;
  /** At the end of every page. */
  last?: ReactElement | null;
}

/** Large targets, some a page, with large arrows below; nothing scrolls. */
export function PagedList({ label, items, perPage, last = null }: PagedListProps) {
  const t = useKioskTexts();
  const [wantedPage, setWantedPage] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const fitting = useFittingCount(list, perPage);
  const { page, pages, items: shown } = pageOf(items, wantedPage, fitting);
  return (
    <>
      <ul
        ref={list}
        className="clinics"
        aria-label={label}
        {...{ [pagedAttribute]: fitting, [mostAttribute]: Math.min(perPage, items.length) }}
      >
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

/** How many are shown a page: as many as the screen's fitting leaves (fit-screen.ts). */
function useFittingCount(list: RefObject<HTMLUListElement | null>, most: number): number {
  const [count, setCount] = useState(most);
  // The screen is fitted before it is painted first: the list must hear that already.
  useLayoutEffect(() => {
    const element = list.current;
    // It measures again right after: the answer must be on the screen by then.
    const fewer = () => flushSync(() => setCount((before) => Math.max(1, before - 1)));
    const all = () => flushSync(() => setCount(most));
    element?.addEventListener(fewerEvent, fewer);
    element?.addEventListener(allEvent, all);
    return () => {
      element?.removeEventListener(fewerEvent, fewer);
      element?.removeEventListener(allEvent, all);
    };
  }, [list, most]);
  return Math.min(count, most);
}
