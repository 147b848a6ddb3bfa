/** How a specimen person may say who they are. */
export const visitWays = [
  'card',
  'qr',
  'typed',
  'bhyt',
  'patient-code',
  'appointment',
  'vneid',
  'face',
  'ticket-face',
] as const;
export type Way = (typeof visitWays)[number];

/** Before the camera, if the gallery knows a face. */
export const waysByFace: ReadonlySet<Way> = new Set(['card', 'face', 'ticket-face', 'patient-code', 'appointment']);

/** What one of them needs to have; a name of what they carry. */
export const wayNeeds: Record<Way, string> = {
  card: 'chip-card',
  qr: 'cccd-code',
  typed: 'cccd-code',
  vneid: 'cccd-code',
  bhyt: 'insurance',
  'patient-code': 'patient-code',
  appointment: 'appointment',
  // A face is enrolled after a visit by card only.
  face: 'chip-card',
  'ticket-face': 'chip-card',
};

/** What a specimen person may answer where the first thing that the screen offers is not what is to be tried. */
export const insuranceAnswers = ['go-on-paying', 'counter', 'show-card'] as const;
export const choiceAnswers = ['last', 'screening', 'room', 'later', 'doctor'] as const;
export const appointmentAnswers = ['arrive', 'walk-in', 'desk'] as const;
