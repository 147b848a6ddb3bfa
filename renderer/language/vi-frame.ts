/** What stands around every screen: how it is drawn, and how far the visit is. */
export const viFrame = {
  modes: {
    label: 'Cách hiển thị',
    text: 'Chữ to',
    contrast: 'Tương phản cao',
    reach: 'Nút ở tầm thấp',
  },
  rail: {
    label: 'Các bước',
    who: 'Nhận diện',
    cover: 'BHYT',
    clinic: 'Phòng khám',
    ticket: 'Lấy số',
  },
};
