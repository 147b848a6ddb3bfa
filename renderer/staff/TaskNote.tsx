import { useState } from 'react';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { noteLimit, noteSchema, type StaffTask } from '../../electron/bridge/staff-page.ts';
import { TextKeys } from './GlassKeys.tsx';
import { Act, Line } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';

/** A word for whoever comes next; what is being written outlives a lock. */
export function TaskNote({ task: { id, state }, kept }: { task: StaffTask; kept: string }) {
  const { desk, glass } = useStaff();
  const t = useStaffTexts();
  const place = `note:${id}`;
  const [text, setText] = useState(desk.kept.get(place) ?? kept);
  const [hasKeys, setHasKeys] = useState(false);
  const write = (next: string): void => {
    if (next.length > noteLimit) return;
    desk.kept.set(place, next);
    setText(next);
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
      {noteSchema.safeParse(text).success ? (
        <>
          <p className="quiet small">{t('staff.tasks.noteDetail')}</p>
          <Act
            label={t('staff.tasks.saveNote')}
            does={() => desk.api.act(`/api/tasks/${id}`, { state, note: text })}
            done={t('staff.tasks.noteSaved')}
            onDone={() => desk.kept.delete(place)}
          />
        </>
      ) : (
        <div role="alert">
          <Line tone="attention">{t('staff.tasks.noteNumbers')}</Line>
        </div>
      )}
    </div>
  );
}
