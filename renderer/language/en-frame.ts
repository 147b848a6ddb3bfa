/** In English: vi-frame.ts. */
export const enFrame = {
  modes: {
    label: 'How the screen looks',
    text: 'Large text',
    contrast: 'High contrast',
    reach: 'Low buttons',
  },
  rail: {
    label: 'Steps',
    who: 'You',
    cover: 'Insurance',
    clinic: 'Clinic',
    ticket: 'Ticket',
  },
};
