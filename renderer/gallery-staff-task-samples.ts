import { type StaffTask, taskSchema } from '../electron/bridge/staff-page.ts';
import {
  amendedTask,
  answeredCall,
  deskTask,
  emergencyCall,
  emergencyTask,
  heldChange,
  heldTask,
  heldVisit,
  helpCall,
  helpTask,
  oldCall,
  oldCallTask,
  oldTask,
  oldVisit,
  overview,
  person,
  printerCall,
  printerTask,
  refusedTask,
  takenTask,
  taskOf,
} from './gallery-staff-answers.ts';
import { type StaffSample, type Step, technician } from './gallery-staff-sample.ts';

/** What staff owe somebody, in every state. */

export const withTasks = (tasks: readonly StaffTask[], more: StaffSample = {}): StaffSample => ({
  view: 'tasks',
  ...more,
  answers: { '/api/tasks': { tasks }, '/api/overview': { ...overview, openTasks: tasks.length }, ...more.answers },
});
export const openFirst: Step = { press: '.task-head .staff-button' };
export const openPerson: Step = { press: '.task-body > .act .staff-button' };

/** One for each, under numbers that nothing else has. */
const inTurn = <Value>(values: readonly Value[], task: (value: Value) => StaffTask): StaffTask[] =>
  values.map((value, index) => ({
    ...task(value),
    ...{ id: taskOf(20 + index, {}).id, number: `K1-00${String(50 + index)}` },
  }));
const amendments = taskSchema.shape.amendment.unwrap().options;

export const taskSamples: Readonly<Record<string, StaffSample>> = {
  'staff-tasks-none': withTasks([]),
  'staff-tasks-calls': withTasks([emergencyTask, helpTask], { calls: [emergencyCall, helpCall] }),
  'staff-tasks': withTasks([amendedTask, refusedTask, takenTask, heldTask, deskTask], { calls: [answeredCall] }),
  'staff-tasks-printer': withTasks([printerTask], { calls: [printerCall], steps: [openFirst, { see: '.task-body' }] }),
  'staff-tasks-taken': withTasks([takenTask], { steps: [openFirst, { see: '.task-body' }] }),
  'staff-tasks-person': withTasks([deskTask, takenTask], {
    steps: [openFirst, openPerson, { see: '.person' }],
  }),
  'staff-tasks-paper': withTasks([deskTask], {
    answers: {
      [`/api/tasks/${deskTask.id}/person`]: {
        person: { fullName: null, birthDate: null, patientId: null, slipCode: 'LH-0318', ticket: 'TM-042' },
        note: '',
      },
    },
    steps: [openFirst, openPerson, { see: '.person' }],
  }),
  // The hospital has taken it a moment ago.
  'staff-tasks-person-gone': withTasks([deskTask], {
    answers: { [`/api/tasks/${deskTask.id}/person`]: { person: null, note: '' } },
    steps: [openFirst, openPerson, { see: '.person' }],
  }),
  'staff-tasks-confirmed': withTasks([{ ...deskTask, hasPerson: false, hasNote: true, sync: 'confirmed' }], {
    steps: [openFirst, { see: '.task-body' }],
  }),
  'staff-tasks-settled': withTasks([{ ...deskTask, hasPerson: false, sync: 'settled' }], {
    steps: [openFirst, { see: '.task-body' }],
  }),
  'staff-tasks-note': withTasks([heldTask], {
    answers: { [`/api/tasks/${heldTask.id}/person`]: { person, note: 'Bác đang ngồi ở hàng ghế đầu.' } },
    steps: [
      openFirst,
      openPerson,
      { type: 'textarea', text: 'Bác đang ngồi ở hàng ghế đầu. Chờ con gái mang thẻ bảo hiểm tới.' },
    ],
  }),
  'staff-tasks-note-number': withTasks([deskTask], {
    steps: [openFirst, openPerson, { type: 'textarea', text: 'Gọi 0900 000 000' }, { see: '.note .staff-line' }],
  }),
  'staff-tasks-note-newer': withTasks([deskTask], {
    answers: {
      [`/api/tasks/${deskTask.id}`]: { result: 'not-in-that-state' },
      [`/api/tasks/${deskTask.id}/person`]: { person, note: 'Bác đang ngồi ở hàng ghế đầu.' },
    },
    steps: [
      openFirst,
      { type: 'textarea', text: 'Chờ con gái mang thẻ bảo hiểm tới.' },
      { press: '.note .staff-button' },
      { see: '.note .staff-line' },
    ],
  }),
  'staff-tasks-refused': withTasks([refusedTask], { steps: [openFirst, { see: '.decisions' }] }),
  'staff-tasks-reasons': withTasks(
    inTurn(['clinic-full', 'clinic-closed', 'patient-blocked', 'other'] as const, (reason) => ({
      ...refusedTask,
      reason,
    })),
  ),
  'staff-tasks-amendments': withTasks(inTurn(amendments, (amendment) => ({ ...amendedTask, amendment }))),
  'staff-tasks-set-aside': withTasks([refusedTask], {
    steps: [openFirst, { press: '.decisions > :last-child .staff-button' }, { see: '.act-asking' }],
  }),
  'staff-tasks-it': withTasks([refusedTask], {
    session: technician,
    steps: [openFirst, { see: '.task-body' }],
  }),
  'staff-tasks-held': withTasks([heldVisit, heldChange], { steps: [openFirst, { see: '.decisions' }] }),
  'staff-tasks-held-amendments': withTasks(inTurn(amendments, (amendment) => ({ ...heldVisit, amendment }))),
  'staff-tasks-held-desk': withTasks([heldTask], { steps: [openFirst, { see: '.decisions' }] }),
  'staff-tasks-held-done': withTasks([takenTask], {
    answers: { [`/api/tasks/${takenTask.id}`]: { result: 'held' } },
    steps: [openFirst, { press: '.task-body .row > :nth-child(2) .staff-button' }, { see: '.said .staff-line' }],
  }),
  'staff-tasks-yesterday': withTasks([oldTask, oldVisit, oldCallTask, taskOf(13, { number: 'D-K1-001' })], {
    calls: [oldCall],
  }),
};
