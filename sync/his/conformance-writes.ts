import { type Check, expectThat, failed, judge, passed } from './conformance-check.ts';
import { bodyOf, describe, isConfirmed, register, sameVisit, visit } from './conformance-visit.ts';

/** Numbers and registrations: that each has its effect, and has it once. */
export const registrationChecks: readonly Check[] = [
  {
    id: 'writes.leases',
    title: 'leases numbers that no other lease has, five at once included',
    run: async (world) => {
      const { api } = world.hospital;
      const { serviceDate, session } = world.moment();
      const clinicId = world.clinicIds[0] ?? '';
      const request = { kioskId: world.kioskId, clinicId, serviceDate, session, stream: 'paying', size: 3 } as const;
      const leases = await Promise.all([1, 2, 3, 4, 5].map(() => api.leaseNumbers(request)));
      const numbers: string[] = [];
      for (const lease of leases) {
        if (!lease.ok) return judge(lease, () => passed(), true);
        const { prefix, first, last } = lease.value;
        for (let number = first; number <= last; number += 1) numbers.push(`${prefix}${String(number)}`);
      }
      return expectThat(new Set(numbers).size === numbers.length, 'a number was leased twice', numbers.join(' '));
    },
  },
  {
    id: 'writes.register',
    title: 'takes a registration and gives its Encounter and number',
    run: async (world) => {
      const answer = await register(world, await visit(world));
      return expectThat(
        isConfirmed(answer) && answer.encounterId !== null && answer.number !== null && !answer.alreadyThere,
        describe(answer),
        describe(answer),
      );
    },
  },
  {
    id: 'writes.same-key-thrice',
    title: 'answers the same key thrice with the same visit',
    run: async (world) => {
      const subject = await visit(world);
      const answers = [await register(world, subject), await register(world, subject), await register(world, subject)];
      const last = answers[2];
      if (last && isConfirmed(last) && !last.alreadyThere) return failed('does not say that it had it already');
      return sameVisit(answers);
    },
  },
  {
    id: 'writes.same-key-in-parallel',
    title: 'makes one visit of the same key eight times at once',
    run: async (world) => {
      const subject = await visit(world);
      return sameVisit(await Promise.all(Array.from({ length: 8 }, () => register(world, subject))));
    },
  },
  {
    id: 'writes.same-key-other-body',
    title: 'refuses the same key with another body',
    run: async (world) => {
      const subject = await visit(world);
      await register(world, subject);
      const body = bodyOf(world, { ...subject, person: { ...subject.person, fullName: 'KIỂM TRA KIOSK HAI' } });
      const answer = await world.hospital.api.submit(subject.key, body);
      return expectThat(answer.kind === 'dead', describe(answer), describe(answer));
    },
  },
  {
    id: 'writes.one-place-a-person',
    title: 'gives the same person the same number at the same clinic, whichever kiosk asks',
    run: async (world) => {
      const subject = await visit(world);
      const other = await visit(world, { person: subject.person });
      const first = await register(world, subject);
      return sameVisit([first, await register(world, other)]);
    },
  },
  {
    id: 'writes.one-place-in-parallel',
    title: 'gives them one place when two kiosks send at once',
    run: async (world) => {
      const subject = await visit(world);
      const others = await Promise.all([1, 2, 3].map(() => visit(world, { person: subject.person })));
      const answers = await Promise.all([subject, ...others].map((each) => register(world, each)));
      const odd = answers.find((answer) => !isConfirmed(answer));
      if (odd) return failed(describe(odd));
      const encounters = new Set(answers.filter(isConfirmed).map(({ encounterId }) => encounterId));
      return expectThat(encounters.size === 1, `${String(encounters.size)} Encounters`);
    },
  },
  {
    id: 'writes.unknown-clinic',
    title: 'refuses a clinic that it does not have',
    run: async (world) => {
      const subject = await visit(world, { clinic: { id: 'khong-co-phong-nay', name: 'không có' } });
      const answer = await world.hospital.api.submit(subject.key, bodyOf(world, subject));
      return expectThat(answer.kind === 'dead', describe(answer), describe(answer));
    },
  },
  {
    id: 'writes.half-a-body',
    title: 'refuses a body that was cut off, and takes the whole one afterwards',
    run: async (world) => {
      const subject = await visit(world);
      const body = bodyOf(world, subject);
      const half = await world.hospital.api.submit(subject.key, body.slice(0, Math.floor(body.length / 2)));
      if (half.kind !== 'dead') return failed(describe(half));
      const whole = await register(world, subject);
      return expectThat(isConfirmed(whole), describe(whole), describe(half));
    },
  },
];
