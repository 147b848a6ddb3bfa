import type { StaffNote } from '../../electron/bridge/snapshot.ts';
import { InfoIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { mostSerious } from './most-serious.ts';

/** For staff who pass by, one at a time: patients have nothing to do about it and need the room, and the kiosk goes on. */
export function StaffNotes({ notes }: { notes: readonly StaffNote[] }) {
  const t = useKioskTexts();
  const text = (note: StaffNote): string => {
    switch (note.kind) {
      case 'waiting':
        return t('staffNotes.waiting', { count: note.minutes });
      case 'refused':
        return t('staffNotes.refused', { count: note.count });
      case 'salvaged':
        return t('staffNotes.salvaged', { saved: note.saved, lost: note.lost });
      case 'older-copy':
        return t('staffNotes.older-copy');
      case 'clock':
        return t('staffNotes.clock', { count: note.minutes });
      case 'printer':
        return t(`staffNotes.printer.${note.reason}`);
      case 'paper-low':
        return t('staffNotes.paper-low');
      case 'no-printer':
        return t('staffNotes.no-printer');
    }
  };
  const first = mostSerious(notes);
  if (!first) return null;
  return (
    <p className="notice notice-quiet notice-staff" data-counting={first.kind}>
      <InfoIcon />
      {text(first)}
    </p>
  );
}
