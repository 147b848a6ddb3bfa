import type { Clinic } from '../../electron/bridge/snapshot.ts';

export const clinicsPerPage = 6;

/** The appointment's clinic first, then the open ones, then the closed; otherwise in the hospital's own order. */
export function orderClinics(clinics: readonly Clinic[], appointmentClinicId: string | null): Clinic[] {
  const rank = (clinic: Clinic) => (clinic.id === appointmentClinicId ? 0 : clinic.open ? 1 : 2);
  return clinics.toSorted((one, other) => rank(one) - rank(other));
}

/** The page nearest to the one asked for: the list may have become shorter meanwhile. Pages count from 0. */
export function pageOf<Item>(items: readonly Item[], wantedPage: number, perPage: number) {
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const page = Math.min(Math.max(0, wantedPage), pages - 1);
  return { page, pages, items: items.slice(page * perPage, (page + 1) * perPage) };
}
