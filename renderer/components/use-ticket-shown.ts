import { useEffect } from 'react';
import { useKiosk } from './kiosk-context.ts';

/**
 * Tells the station that a ticket has really been painted: of two frames asked for one after the other, the second
 * begins only after the first one was drawn. Until then a restart would show the ticket again.
 */
export function useTicketShown(key: string | null): void {
  const { send } = useKiosk();
  useEffect(() => {
    if (key === null || key === '') return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => send({ type: 'ticket-shown', key }));
    });
    return () => cancelAnimationFrame(frame);
  }, [key, send]);
}
