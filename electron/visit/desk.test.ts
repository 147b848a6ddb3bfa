import { describe, expect, it } from 'vitest';
import type { HospitalPatient } from '../../sync/his/hospital-api.ts';
import { deskReasonSchema } from '../bridge/visit-snapshot.ts';
import { defaultEvidenceRights } from './evidence-level.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, unreachable, usualVisit } from './visit-testing.ts';
import { chipOf, closedClinic, covered, hanh, khoa, patientCode, recordFor } from './visit-testing-people.ts';
import { lookFor } from './visit-testing-ways.ts';

async function readAs(kiosk: FullKiosk, chip: ReturnType<typeof chipOf>): Promise<void> {
  await usualVisit.reading(kiosk);
  kiosk.reader.read.answer(chip);
  await settle();
}

/** By code to a record that says so. */
async function bySomebody(kiosk: FullKiosk, changes: Partial<HospitalPatient>): Promise<void> {
  kiosk.hospital.answers.findPatient = {
    ok: true,
    value: { kind: 'one', patient: { ...recordFor(hanh), ...changes } },
  };
  await byCode(kiosk);
}

/** How each reason is reached. */
const ways: Record<ReturnType<typeof deskReasonSchema.parse>, (kiosk: FullKiosk) => Promise<void>> = {
  'face-not-matched': async (kiosk) => {
    await usualVisit.verify(kiosk);
    await lookFor(kiosk, 0.05);
  },
  'identity-check': (kiosk) => byCode(kiosk),
  'card-conflict': (kiosk) => readAs(kiosk, chipOf(khoa)),
  'chip-invalid': (kiosk) => readAs(kiosk, chipOf(hanh, { verdict: 'invalid' })),
  'several-patients': async (kiosk) => {
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'several', count: 2 } };
    await byCode(kiosk);
  },
  'record-conflict': async (kiosk) => {
    const patient = { ...recordFor(hanh), birthDate: '1991-03-14' };
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient } };
    await byCode(kiosk);
  },
  'patient-deceased': (kiosk) => bySomebody(kiosk, { standing: 'deceased' }),
  'patient-blocked': (kiosk) => bySomebody(kiosk, { standing: 'blocked' }),
  'record-merged': async (kiosk) => {
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'merged-away' } };
    await byCode(kiosk);
  },
  'insurance-at-counter': async (kiosk) => {
    kiosk.hospital.answers.eligibility = { ok: true, value: { ...covered, code: '130', outcome: 'counter' } };
    await byCode(kiosk);
    await kiosk.send('insurance-counter');
  },
  appointment: async (kiosk) => {
    await usualVisit.appointments(kiosk);
    await kiosk.send('appointment-desk');
  },
  'no-document': async (kiosk) => {
    await usualVisit.choose(kiosk);
    await kiosk.send('bring-somebody');
    await kiosk.send('no-number');
  },
  'patient-unknown': async (kiosk) => {
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    kiosk.scanner.show(patientCode);
    await settle();
  },
  'hospital-away': async (kiosk) => {
    kiosk.hospital.answers.findPatient = unreachable;
    kiosk.scanner.show(patientCode);
    await settle();
  },
  'no-clinic': async (kiosk) => {
    kiosk.hospital.answers.clinics = { ok: true, value: [closedClinic] };
    await byCode(kiosk);
  },
  'asked-for-staff': async (kiosk) => {
    await usualVisit.awaiting(kiosk);
    await kiosk.send('ask-for-staff');
  },
  'step-failed': async (kiosk) => {
    await usualVisit.confirm(kiosk);
    const { queue } = kiosk;
    const commit = queue.commit.bind(queue);
    queue.commit = (draft) => (draft.kind === 'visit' ? { kind: 'failed', detail: 'a bad page' } : commit(draft));
    await kiosk.send('confirm');
  },
};

/** The hospital lets nobody take a number alone on weak evidence, where that is the reason. */
function openAs(reason: keyof typeof ways): FullKiosk {
  const strict = { selfService: false, spellsName: false, checkAtDoor: true };
  const isStrict = reason === 'identity-check' || reason === 'face-not-matched';
  const evidence = { ...defaultEvidenceRights, code: strict, 'chip-other-face': strict };
  return openFullKiosk(isStrict ? { policies: { evidence } } : {});
}

describe('the desk', () => {
  it.each(deskReasonSchema.options)(
    'is reached because of %s, with a ticket for staff to go on from',
    async (reason) => {
      const kiosk = openAs(reason);
      await ways[reason](kiosk);
      expect(kiosk.at('desk')).toMatchObject({ reason, key: 'key-1', number: 'K-1' });
      expect(kiosk.queue.drafts).toHaveLength(1);
      expect(kiosk.queue.lastDraft).toMatchObject({ kind: 'desk', reason });
      await kiosk.send('finish');
      expect(kiosk.shown().step).toBe('attract');
      expect(kiosk.memory()).not.toContain(hanh.fullName);
    },
  );

  it('gets the pairs that contradict each other, code and chip', async () => {
    const kiosk = openFullKiosk();
    await ways['card-conflict'](kiosk);
    expect(kiosk.queue.lastDraft).toMatchObject({
      conflicts: [
        { field: 'idNumber', shown: hanh.idNumber, found: khoa.idNumber },
        { field: 'birthDate', shown: hanh.birthDate, found: khoa.birthDate },
        { field: 'fullName', shown: hanh.fullName, found: khoa.fullName },
      ],
    });
  });

  it('gets the pairs that contradict each other, documents and record', async () => {
    const kiosk = openFullKiosk();
    await ways['record-conflict'](kiosk);
    expect(kiosk.queue.lastDraft).toMatchObject({
      conflicts: [{ field: 'birthDate', shown: hanh.birthDate, found: '1991-03-14' }],
      patient: { kind: 'known' },
    });
  });

  it('keeps no portrait, whatever brought the patient there', async () => {
    for (const reason of ['card-conflict', 'chip-invalid', 'face-not-matched'] as const) {
      const kiosk = openAs(reason);
      await ways[reason](kiosk);
      expect(kiosk.at('desk').reason).toBe(reason);
      expect(kiosk.memory()).not.toContain('portrait of');
      expect(kiosk.state().context.face.portrait).toBeNull();
    }
  });

  it('sees a chip whose issuer is not anchored only where the hospital wants it so', async () => {
    const strict = openFullKiosk({ policies: { consistentChip: 'desk' } });
    await readAs(strict, chipOf(hanh, { verdict: 'consistent' }));
    expect(strict.at('desk').reason).toBe('chip-invalid');

    const usual = openFullKiosk();
    await readAs(usual, chipOf(hanh, { verdict: 'consistent' }));
    expect(usual.at('verify').holder.identity).toBe('proven');
  });

  it('sees a chip that would not show its key only where the hospital wants it so', async () => {
    const read = chipOf(hanh);
    const unproven = { ...read, chip: { ...read.chip, proof: { method: null, result: 'refused' as const } } };
    const strict = openFullKiosk({ policies: { unprovenChip: 'desk' } });
    await readAs(strict, unproven);
    expect(strict.at('desk').reason).toBe('chip-invalid');

    const usual = openFullKiosk();
    await readAs(usual, unproven);
    expect(usual.at('verify').holder.identity).toBe('proven');
    const proven = openFullKiosk({ policies: { unprovenChip: 'desk' } });
    await readAs(proven, read);
    expect(proven.at('verify').holder.identity).toBe('proven');
  });

  it.each(['awaiting', 'reading', 'chipRead', 'verify', 'appointments', 'choose', 'confirm'] as const)(
    'is one touch away at %s',
    async (step) => {
      const kiosk = openFullKiosk();
      await usualVisit[step](kiosk);
      await kiosk.send('ask-for-staff');
      expect(kiosk.at('desk').reason).toBe('asked-for-staff');
    },
  );

  it.each(['full', 'throwing'] as const)('has no number to give when the queue is %s', async (state) => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    kiosk.queue.state = state;
    await kiosk.send('confirm');
    expect(kiosk.at('desk')).toMatchObject({ reason: 'step-failed', key: null, code: null, number: '' });
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    await kiosk.send('finish');
    expect(kiosk.shown().step).toBe('attract');
  });

  it('shows the desk ticket that the patient has already', async () => {
    const kiosk = openFullKiosk();
    kiosk.queue.alreadyTheirs = { key: 'key-9', ticket: { number: 'D-9', official: false } };
    await ways['asked-for-staff'](kiosk);
    expect(kiosk.at('desk')).toMatchObject({ key: 'key-9', number: 'D-9' });
  });

  it('marks its own ticket as shown, and no other', async () => {
    const kiosk = openFullKiosk();
    await ways['asked-for-staff'](kiosk);
    await kiosk.send({ type: 'ticket-shown', key: 'key-7' });
    expect(kiosk.queue.entry('key-1')?.ticketShown).toBe(false);
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    expect(kiosk.queue.entry('key-1')?.ticketShown).toBe(true);
  });

  it('is left by the next code, not by the same', async () => {
    const kiosk = openFullKiosk();
    await ways['asked-for-staff'](kiosk);
    await usualVisit.awaiting(kiosk, hanh);
    expect(kiosk.shown().step).toBe('desk');
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    await usualVisit.awaiting(kiosk, khoa);
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
  });
});

describe('a desk ticket', () => {
  it('says whether staff have what was captured, as soon as that is known', async () => {
    const kiosk = openFullKiosk();
    await ways['chip-invalid'](kiosk);
    const { key, sync } = kiosk.at('desk');
    expect(sync).toBe('pending');
    kiosk.queue.become(key ?? '', 'confirmed');
    expect(kiosk.at('desk').sync).toBe('confirmed');
  });
});
