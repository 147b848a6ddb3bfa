import { type RefObject, useEffect, useRef, useState } from 'react';
import { forgottenListMs } from '../pacing.ts';

export interface LanguageListState {
  isOpen: boolean;
  /** Where the focus comes back to. */
  opener: RefObject<HTMLButtonElement | null>;
  open: () => void;
  close: () => void;
}

/** Whether the languages are listed. With another moment they are not, and nobody finds the list open who has not opened it. */
export function useLanguageList(moment: string): LanguageListState {
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const isOpen = openedAt === moment;
  if (openedAt !== null && !isOpen) setOpenedAt(null);
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => setOpenedAt(null), forgottenListMs);
    return () => clearTimeout(timer);
  }, [isOpen]);
  return {
    isOpen,
    opener,
    open: () => setOpenedAt(moment),
    close: () => {
      setOpenedAt(null);
      opener.current?.focus({ preventScroll: true });
    },
  };
}
