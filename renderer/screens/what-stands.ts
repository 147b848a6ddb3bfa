import type { VisitAt } from '../../electron/bridge/snapshot.ts';

type Ticket = VisitAt<'ticket'>;

/** What the hospital has made of the numbers of a visit: it takes or refuses each for itself. */
export interface WhatStands {
  /** Those of clinics that call them, and those that none will call. */
  standing: Pick<Ticket, 'number' | 'replacedNumber'>[];
  refused: Pick<Ticket, 'number'>[];
  /** Of all, reception's too, the one that asks most of the patient. */
  sync: Ticket['sync'];
}

const fromBestToWorst = ['confirmed', 'pending', 'refused'] as const satisfies Ticket['sync'][];

export function whatStands(visit: Ticket): WhatStands {
  const { others } = visit;
  const atClinics = [visit, ...others.filter((other) => other.kind === 'clinic')];
  const syncs = [visit, ...others].map(({ sync }) => sync);
  return {
    standing: atClinics.filter(({ sync }) => sync !== 'refused'),
    refused: atClinics.filter(({ sync }) => sync === 'refused'),
    sync: fromBestToWorst.findLast((sync) => syncs.includes(sync)) ?? visit.sync,
  };
}
