/** What stands around every screen: how it is drawn, and how far the visit is. */
export const viFrame = {
  modes: {
    label: 'Cách hiển thị',
    text: 'Chữ to',
    contrast: 'Nền đen, tương phản cao',
    reach: 'Nút ở tầm thấp',
    /** Below the signs, where there is room. */
    short: { text: 'Chữ to', contrast: 'Nền đen', reach: 'Thấp', listen: 'Nghe' },
  },
  rail: {
    label: 'Các bước',
    who: 'Nhận diện',
    cover: 'BHYT',
    clinic: 'Phòng khám',
    ticket: 'Lấy số',
  },
};
