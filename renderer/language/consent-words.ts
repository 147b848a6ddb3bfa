/**
 * What a patient agrees to before their face is kept, word for word and nowhere else. The hash of these words stands with their
 * version in electron/bridge/consent.ts and in every Consent that is given: who changes a word gives them a new version.
 * Law 91/2025/QH15 and Decree 356/2025/NĐ-CP: what is kept, for what, where, how long, that nobody has to, how it is taken back.
 */
export const consentWords = {
  vi: {
    title: 'Lần sau đăng ký bằng khuôn mặt?',
    what: 'Máy lưu một dãy số tính từ khuôn mặt, không lưu ảnh.',
    beside: 'Máy lưu kèm họ tên, giới tính, ngày sinh, số căn cước. Máy lưu cả mã bệnh nhân và phiếu.',
    purpose: 'Bệnh viện chỉ dùng để nhận ra Quý khách khi đăng ký khám.',
    where: {
      kiosk: 'Máy mã hóa tất cả và chỉ giữ trong máy này.',
      hospital: 'Máy mã hóa tất cả và giữ ở máy chủ của bệnh viện.',
    },
    kept: 'Máy tự xóa sau {{kept}} không dùng.',
    voluntary: 'Tùy Quý khách: không đồng ý vẫn được khám và chờ như mọi người.',
    withdrawal:
      'Muốn xóa, lúc nào cũng báo quầy được. Hoặc lần sau dùng thẻ hay khuôn mặt, bấm xóa trên phiếu. Máy xóa ngay.',
    law: 'Theo Luật 91/2025/QH15 và Nghị định 356/2025/NĐ-CP.',
    agree: 'Đồng ý',
    decline: 'Không, cảm ơn',
  },
  en: {
    title: 'Check in with your face next time?',
    what: 'We keep a row of numbers made from your face, never a picture.',
    beside: 'With it we keep your name, sex, birth date and ID number. We keep patient and ticket numbers, too.',
    purpose: 'We use it only to recognise you when you check in.',
    where: {
      kiosk: 'All of it is encrypted and stays on this kiosk.',
      hospital: 'All of it is encrypted and stays on the hospital’s own server.',
    },
    kept: 'If unused for {{kept}}, we delete it.',
    voluntary: 'You choose: without it, your care and your wait stay the same.',
    withdrawal:
      'To delete it, ask reception at any time. Or use card or face next time, and delete it on the ticket. It goes at once.',
    law: 'Under Law 91/2025/QH15 and Decree 356/2025/NĐ-CP.',
    agree: 'I agree',
    decline: 'No, thank you',
  },
} as const;
