/** The Vietnamese words on the keyboard of the page; part of `vi.ts`, with the same rules. */
export const viKeyboard = {
  keyboard: {
    label: 'Bàn phím',
    shift: 'Chữ hoa',
    delete: 'Xóa một chữ',
    space: 'Dấu cách',
    method: 'Cách gõ',
    methods: { telex: 'Telex', vni: 'VNI' },
    tones: { acute: 'sắc', grave: 'huyền', hook: 'hỏi', tilde: 'ngã', dot: 'nặng' },
  },
} as const;
