import { type Check, describeFailure, expectThat, failed, judge, leftOut, passed } from './conformance-check.ts';
import {
  amendment,
  bodyOf,
  describe,
  isConfirmed,
  register,
  send,
  stampOf,
  submit,
  ticketNow,
  visit,
} from './conformance-visit.ts';
import type { InvoiceStatus, SubmitAnswer } from './hospital-api.ts';

/** What a kiosk could show of it. */
const invoiceDetail = (status: InvoiceStatus): string =>
  status.kind === 'open' ? `open, ${status.paymentCode === null ? 'without' : 'with'} a payment code` : status.kind;

/** What happens to a visit afterwards, and everything else that is sent. The last one cleans up. */
export const amendmentChecks: readonly Check[] = [
  {
    id: 'writes.ticket',
    title: 'knows the ticket of a registration by its key',
    run: async (world) => {
      const subject = await visit(world);
      await register(world, subject);
      return ticketNow(world, subject.key, (seen) => seen.startsWith('waiting'));
    },
  },
  {
    id: 'writes.change-clinic',
    title: 'moves a visit to another clinic',
    run: async (world) => {
      const target = world.clinicIds[1];
      if (target === undefined) return leftOut('only one clinic is open');
      const subject = await visit(world);
      await register(world, subject);
      const change = amendment(
        world,
        {
          kind: 'change-clinic',
          visitKey: subject.key,
          clinic: { id: target, name: target },
          stream: 'paying',
          priorityReason: null,
          service: null,
        },
        `${subject.ticket.number}2`,
      );
      const answer = await send(world, change);
      if (!isConfirmed(answer)) return failed(describe(answer));
      return ticketNow(world, subject.key, (seen) => seen.endsWith(` at ${target}`));
    },
  },
  {
    id: 'writes.cancel',
    title: 'cancels a visit, once, and gives its place free',
    run: async (world) => {
      const subject = await visit(world);
      const before = await register(world, subject);
      const cancel = amendment(world, { kind: 'cancel', visitKey: subject.key }, subject.ticket.number);
      const answers = [await send(world, cancel), await send(world, cancel)];
      const odd = answers.find((answer) => !isConfirmed(answer));
      if (odd) return failed(describe(odd));
      const again = await register(world, await visit(world, { person: subject.person }));
      if (!isConfirmed(again) || !isConfirmed(before)) return failed(describe(again));
      if (again.encounterId === before.encounterId) return failed('a new registration became the cancelled one');
      return ticketNow(world, subject.key, (seen) => seen.startsWith('cancelled'));
    },
  },
  {
    id: 'writes.desk-follow-up',
    title: 'takes an unfinished visit for the desk, once',
    run: async (world) => {
      const { person } = await visit(world);
      const key = world.newKey();
      const body = bodyOf(world, {
        kind: 'desk',
        reason: 'asked-for-staff',
        person,
        evidence: [{ method: 'code-scanned' }],
        conflicts: [],
        appointmentIds: [],
        shown: null,
        carer: null,
        patient: { kind: 'provisional', reason: 'no-strong-key' },
        codeSha256: null,
        ...stampOf(world, key, `D-${world.kioskId}-001`),
      });
      const answers = [await submit(world, key, body), await submit(world, key, body)];
      const odd = answers.find((answer) => !isConfirmed(answer));
      return odd ? failed(describe(odd)) : passed();
    },
  },
  {
    id: 'writes.call-staff',
    title: 'hears a call for staff, once a key, and one in an emergency',
    run: async (world) => {
      for (const urgency of ['help', 'emergency'] as const) {
        const request = { key: world.newKey(), kioskId: world.kioskId, location: 'KIỂM TRA KIOSK', urgency };
        for (const _try of [1, 2]) {
          const heard = await world.hospital.api.callStaff(request);
          if (!heard.ok) return failed(`${urgency}: ${describeFailure(heard.failure)}`);
        }
      }
      return passed();
    },
  },
  {
    id: 'writes.invoice',
    title: 'says what a visit costs, and never that nothing recorded is paid',
    run: async (world) => {
      const answer = await register(world, await visit(world));
      if (!isConfirmed(answer) || answer.encounterId === null) return failed(describe(answer));
      return judge(
        await world.hospital.api.invoiceStatus(answer.encounterId),
        (status) => expectThat(status.kind !== 'balanced', 'a new visit is balanced', invoiceDetail(status)),
        true,
      );
    },
  },
  {
    id: 'writes.audit-head',
    title: 'keeps the newest audit head of the kiosk',
    run: async (world) => {
      const { api } = world.hospital;
      const before = await api.auditHead(world.kioskId);
      if (!before.ok) return judge(before, () => passed(), true);
      const head = { count: (before.value?.count ?? 0) + 1, hash: 'ab'.repeat(32) };
      const subject = await visit(world);
      world.registered.push(subject.key);
      await api.submit(subject.key, bodyOf(world, subject), undefined, head);
      return judge(await api.auditHead(world.kioskId), (now) =>
        expectThat(now?.count === head.count && now.hash === head.hash, `has ${String(now?.count ?? 'none')}`),
      );
    },
  },
  {
    id: 'writes.clean-up',
    title: 'lets the visits that were registered here be cancelled',
    run: async (world) => {
      const answers: SubmitAnswer[] = [];
      for (const visitKey of new Set(world.registered)) {
        answers.push(await send(world, amendment(world, { kind: 'cancel', visitKey }, `${world.kioskId}-000`)));
      }
      const odd = answers.filter((answer) => !isConfirmed(answer));
      return odd[0]
        ? failed(`${String(odd.length)} of ${String(answers.length)}: ${describe(odd[0])}`)
        : passed(`${String(answers.length)} cancelled`);
    },
  },
];
