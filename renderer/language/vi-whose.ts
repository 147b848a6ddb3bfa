/** The Vietnamese sentences for when somebody else comes up during a visit; part of `vi.ts`, with the same rules. */
export const viWhose = {
  card: {
    title: 'Có thẻ khác. Tiếp tục, hay bắt đầu lượt mới?',
    detail: 'Trên đầu đọc có một thẻ khác. Nếu bắt đầu cho người mới, thông tin đang nhập sẽ bị xóa.',
    start: 'Bắt đầu cho người có thẻ này',
  },
  code: {
    title: 'Có mã khác. Tiếp tục, hay bắt đầu lượt mới?',
    detail: 'Vừa có một mã khác được quét. Nếu bắt đầu cho người mới, thông tin đang nhập sẽ bị xóa.',
    start: 'Bắt đầu cho người có mã này',
  },
  checking: { title: 'Xin chờ một chút', detail: 'Máy đang xem thẻ hoặc mã vừa đưa vào.' },
  closed: 'Máy đã ngừng nhận lượt mới. Người mới xin đến quầy tiếp đón.',
  goOn: 'Tiếp tục lượt đăng ký này',
} as const;
