import { useEffect, useRef, useState } from 'react';
import { type Arrivals, arrivalsSchema } from '../../electron/bridge/staff-page.ts';
import type { Answer, Why } from './api.ts';
import type { Desk } from './desk.ts';
import { useStaff } from './staff-context.ts';

/** One clinic's list as the kiosk told it last; `why`: it was asked since, and did not tell it. */
export interface ShownArrivals {
  list: Arrivals;
  why: Why | null;
}

/** Whoever may no longer see a list gets no paper of it either. */
const mayStillPrint: Record<Why, boolean> = {
  away: true,
  'too-many': true,
  failed: true,
  'login-needed': false,
  locked: false,
  'pin-change-needed': false,
  'not-allowed': false,
  'wrong-origin': false,
  'bad-request': false,
  'not-found': false,
};

/** Somebody asks for a list, which is written down. */
export const askArrivals = (desk: Desk, clinicId: string): Promise<Answer<Arrivals>> =>
  desk.api.post('/api/arrivals', { clinicId }, arrivalsSchema);

export const afterAnswer = ({ list }: ShownArrivals, answer: Answer<Arrivals>): ShownArrivals =>
  answer.ok ? { list: answer.value, why: null } : { list, why: answer.why };

/** What is to be printed: the list as it is now, or, where the kiosk does not answer, as it was, which the paper says. */
export async function arrivalsToPrint(
  desk: Desk,
  shown: ShownArrivals,
): Promise<{ kind: 'paper'; shown: ShownArrivals } | { kind: 'refused'; why: Why }> {
  // Paper is wanted most when nothing answers; then nobody waits for that once more.
  if (desk.state().awaySince !== null) return { kind: 'paper', shown: { ...shown, why: 'away' } };
  const answer = await askArrivals(desk, shown.list.clinicId);
  if (!answer.ok && !mayStillPrint[answer.why]) return { kind: 'refused', why: answer.why };
  return { kind: 'paper', shown: afterAnswer(shown, answer) };
}

/** A list that was opened, asked again with everything new. */
export function useArrivals(first: Arrivals): [ShownArrivals, (shown: ShownArrivals) => void] {
  const { desk, state } = useStaff();
  const { revision } = state;
  const [shown, setShown] = useState<ShownArrivals>({ list: first, why: null });
  const askedFor = useRef(revision);
  const { clinicId } = first;
  useEffect(() => {
    if (askedFor.current === revision) return undefined;
    let isWanted = true;
    void desk.api.post('/api/arrivals/again', { clinicId }, arrivalsSchema).then((answer) => {
      if (!isWanted) return;
      askedFor.current = revision;
      setShown((before) => afterAnswer(before, answer));
    });
    return () => {
      isWanted = false;
    };
  }, [desk, clinicId, revision]);
  return [shown, setShown];
}
