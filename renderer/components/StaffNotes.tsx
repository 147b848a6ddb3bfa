import type { StaffNote } from '../../electron/bridge/snapshot.ts';
import { InfoIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';

/** For staff who pass by; patients have nothing to do about it, and the kiosk goes on. */
export function StaffNotes({ notes }: { notes: readonly StaffNote[] }) {
  const t = useKioskTexts();
  const text = (note: StaffNote): string => {
    switch (note.kind) {
      case 'waiting':
        return t('staffNotes.waiting', { minutes: note.minutes });
      case 'refused':
        return t('staffNotes.refused', { number: note.count });
      case 'salvaged':
        return t('staffNotes.salvaged', { saved: note.saved, lost: note.lost });
    }
  };
  return notes.map((note) => (
    <p key={note.kind} className="notice notice-quiet">
      <InfoIcon />
      {text(note)}
    </p>
  ));
}
