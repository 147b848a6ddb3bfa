import { useState } from 'react';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { noteLimit, noteSchema, type TaskChange } from '../../electron/bridge/staff-page.ts';
import { TextKeys } from './GlassKeys.tsx';
import { Act, Line } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';

interface TaskNoteProps {
  id: string;
  /** As it was read or saved last. */
  kept: string;
  onSaved: (text: string) => void;
  /** Somebody else has written another one. */
  onOutdated: () => Promise<void>;
}

/** A word for whoever comes next; what is being written outlives a lock, and a note that somebody else writes meanwhile. */
export function TaskNote({ id, kept, onSaved, onOutdated }: TaskNoteProps) {
  const { desk, glass } = useStaff();
  const t = useStaffTexts();
  const place = `note:${id}`;
  /** The note that stood there when this one was begun. */
  const beginning = `note-begun:${id}`;
  const [draft, setDraft] = useState(desk.kept.get(place) ?? null);
  const [hasKeys, setHasKeys] = useState(false);
  const text = draft ?? kept;
  const isOutdated = draft !== null && draft !== kept && desk.kept.get(beginning) !== kept;
  const write = (next: string): void => {
    if (next.length > noteLimit) return;
    if (draft === null) desk.kept.set(beginning, kept);
    desk.kept.set(place, next);
    setDraft(next);
  };
  async function save() {
    const change: TaskChange = { note: text, seen: kept };
    const answer = await desk.api.act(`/api/tasks/${id}`, change);
    if (answer.ok && answer.value === 'not-in-that-state') await onOutdated();
    return answer;
  }
  const saved = (): void => {
    onSaved(text);
    desk.kept.set(beginning, text);
    // Whoever wrote on meanwhile has not saved that.
    if (desk.kept.get(place) !== text) return;
    desk.kept.delete(place);
    setDraft(null);
  };
  return (
    <div className="note">
      <TextField
        className="staff-field"
        value={text}
        onChange={write}
        maxLength={noteLimit}
        onFocus={() => setHasKeys(true)}
      >
        <Label>{t('staff.tasks.note')}</Label>
        <TextArea className="staff-input" rows={2} {...(glass && { inputMode: 'none' as const })} />
      </TextField>
      {glass && hasKeys && <TextKeys value={text} onChange={write} onDone={() => setHasKeys(false)} />}
      {isOutdated && (
        <div role="alert">
          <Line tone="attention">
            {kept === '' ? t('staff.tasks.noteGone') : t('staff.tasks.noteNewer', { note: kept })}
          </Line>
          <p className="quiet small">{t('staff.tasks.noteYours')}</p>
        </div>
      )}
      {noteSchema.safeParse(text).success ? (
        <>
          <p className="quiet small">{t('staff.tasks.noteDetail')}</p>
          <Act label={t('staff.tasks.saveNote')} does={save} done={t('staff.tasks.noteSaved')} onDone={saved} />
        </>
      ) : (
        <div role="alert">
          <Line tone="attention">{t('staff.tasks.noteNumbers')}</Line>
        </div>
      )}
    </div>
  );
}
