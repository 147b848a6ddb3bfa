/** In English: vi-frame.ts. */
export const enFrame = {
  modes: {
    label: 'How the screen looks',
    text: 'Large text',
    contrast: 'High contrast',
    reach: 'Low buttons',
    short: { text: 'Large', contrast: 'Contrast', reach: 'Low', listen: 'Listen' },
  },
  rail: {
    label: 'Steps',
    who: 'You',
    cover: 'Insurance',
    clinic: 'Clinic',
    ticket: 'Ticket',
  },
};
