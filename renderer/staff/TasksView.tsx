import { useEffect, useRef, useState } from 'react';
import type { Overview } from '../../electron/bridge/staff-overview.ts';
import { tasksSchema } from '../../electron/bridge/staff-page.ts';
import { Nothing, Waiting } from './parts.tsx';
import { useAnswer, useStaff, useStaffTexts } from './staff-context.ts';
import { TaskCard } from './TaskCard.tsx';

const openTask = 'open-task';

/** What staff owe somebody, oldest first; one of them is open at a time. */
export function TasksView({ overview }: { overview: Overview }) {
  const t = useStaffTexts();
  const { value, why } = useAnswer('/api/tasks', tasksSchema);
  const { desk } = useStaff();
  const [openId, setOpenId] = useState(desk.kept.get(openTask) ?? null);
  const toggle = (id: string): void => {
    setOpenId(openId === id ? null : id);
    if (openId === id) desk.kept.delete(openTask);
    else desk.kept.set(openTask, id);
  };
  const title = useRef<HTMLHeadingElement>(null);
  const shown = value?.tasks.length;
  useEffect(() => {
    // What had the focus is settled and gone.
    if (document.activeElement === document.body) title.current?.focus();
  }, [shown]);
  return (
    <>
      <h1 className="staff-title" ref={title} tabIndex={-1}>
        {t('staff.tasks.title')}
      </h1>
      {value === null && <Waiting why={why} />}
      {value?.tasks.length === 0 && <Nothing title={t('staff.tasks.none')} detail={t('staff.tasks.noneDetail')} />}
      <ul className="tasks">
        {value?.tasks.map((task) => (
          <TaskCard
            key={task.id}
            task={task}
            overview={overview}
            isOpen={openId === task.id}
            onToggle={() => toggle(task.id)}
          />
        ))}
      </ul>
    </>
  );
}
