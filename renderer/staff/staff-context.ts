import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { Language } from '../../electron/bridge/snapshot.ts';
import type { StaffActionResult } from '../../electron/bridge/staff-page.ts';
import { useTexts } from '../language/index.ts';
import type { Answer, Session, Why } from './api.ts';
import type { Desk, DeskState } from './desk.ts';
import type { Glass } from './glass.ts';

/** What every part of the page may use. */
export interface StaffPage {
  desk: Desk;
  /** null on the network. */
  glass: Glass | null;
  state: DeskState;
  session: Session;
  language: Language;
  setLanguage: (language: Language) => void;
  /** Says one sentence about what was just done; null takes it away. */
  tell: (said: Said | null) => void;
}

export interface Said {
  words: string;
  isGood: boolean;
}

export const StaffContext = createContext<StaffPage | null>(null);

export function useStaff(): StaffPage {
  const page = useContext(StaffContext);
  if (!page) throw new Error('outside of StaffContext');
  return page;
}

export const useStaffTexts = () => useTexts(useStaff().language);

interface Asked<T> {
  /** The last answer; while it is asked again it stays. */
  value: T | null;
  why: Why | null;
}

/** What the kiosk answers to a path, asked again with everything new. */
export function useAnswer<T>(path: string, schema: z.ZodType<T>): Asked<T> {
  const { desk, state } = useStaff();
  const { revision } = state;
  const [asked, setAsked] = useState<Asked<T> & { path: string }>({ value: null, why: null, path });
  useEffect(() => {
    let isWanted = true;
    void desk.api.get(path, schema).then((answer) => {
      if (!isWanted) return;
      setAsked((before) =>
        answer.ok
          ? { value: answer.value, why: null, path }
          : { value: before.path === path ? before.value : null, why: answer.why, path },
      );
    });
    return () => {
      isWanted = false;
    };
  }, [desk, path, schema, revision]);
  return asked.path === path ? asked : { value: null, why: null };
}

/** Runs what changes something, one at a time, says what came of it, and has the views ask again. */
export function useAct(): {
  isBusy: boolean;
  act: (does: () => Promise<Answer<StaffActionResult>>, done: string) => Promise<boolean>;
} {
  const { desk, tell } = useStaff();
  const t = useStaffTexts();
  const [isBusy, setIsBusy] = useState(false);
  const act = useCallback(
    async (does: () => Promise<Answer<StaffActionResult>>, done: string): Promise<boolean> => {
      setIsBusy(true);
      tell(null);
      const answer = await does();
      setIsBusy(false);
      if (!answer.ok) tell({ words: t(`staff.refused.${answer.why}`), isGood: false });
      else if (answer.value === 'done') tell({ words: done, isGood: true });
      else tell({ words: t(`staff.results.${answer.value}`), isGood: false });
      desk.renew();
      return answer.ok && answer.value === 'done';
    },
    [desk, t, tell],
  );
  return { isBusy, act };
}
