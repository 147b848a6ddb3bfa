/** The Vietnamese sentences about fees; part of `vi.ts`, with the same rules. Paid is what the hospital has recorded, never more. */
export const viPayment = {
  payment: {
    label: 'Viện phí',
    asking: 'Đang hỏi bệnh viện về viện phí…',
    due: 'Quét mã bằng ứng dụng ngân hàng, hoặc nộp tại quầy thu ngân.',
    until: 'Hạn thanh toán: {{when}}',
    changeAtCashier: 'Muốn đổi hoặc hủy số, xin đến quầy thu ngân vì có viện phí.',
    changeAtReception: 'Chưa hỏi được viện phí. Muốn đổi hoặc hủy số, xin hỏi quầy tiếp đón.',
    leave: 'Không cần chờ ở đây.',
    code: 'Mã VietQR để thanh toán',
    invoice: 'Hóa đơn {{number}}',
    balanced: 'Bệnh viện đã ghi nhận thanh toán',
    cashier: {
      'no-code': 'Xin nộp viện phí tại quầy thu ngân.',
      'code-refused': 'Máy chưa có mã thanh toán phù hợp. Xin nộp tại quầy thu ngân.',
      cancelled: 'Bệnh viện đã hủy khoản thu này. Xin hỏi quầy thu ngân.',
      'paid-twice': 'Khoản này có thể đã trả hai lần. Xin đến quầy thu ngân.',
      'too-late': 'Mã thanh toán đã hết hạn. Xin nộp tại quầy thu ngân.',
      'not-asked': 'Máy chưa hỏi được viện phí. Xin hỏi quầy thu ngân.',
    },
  },
} as const;
