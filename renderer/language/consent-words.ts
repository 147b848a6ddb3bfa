/**
 * What a patient agrees to before their face is kept, word for word and nowhere else. The hash of these words stands with their
 * version in electron/bridge/consent.ts and in every Consent that is given: who changes a word gives them a new version.
 * Law 91/2025/QH15 and Decree 356/2025/NĐ-CP: what is kept, for what, where, how long, that nobody has to, how it is taken back.
 */
export const consentWords = {
  vi: {
    title: 'Lần sau đăng ký bằng khuôn mặt?',
    what: 'Máy lưu một dãy số tính từ khuôn mặt, không lưu ảnh.',
    beside: 'Kèm họ tên, giới tính, ngày sinh, số căn cước, mã bệnh nhân, mã phiếu.',
    purpose: 'Chỉ dùng để nhận ra Quý khách khi đăng ký khám ở đây.',
    where: {
      kiosk: 'Tất cả được mã hóa và chỉ nằm trong máy này.',
      hospital: 'Tất cả được mã hóa và nằm trên máy chủ của bệnh viện.',
    },
    kept: 'Tự xóa sau {{keptDays}} ngày không dùng đến.',
    voluntary: 'Tự nguyện: không đồng ý, Quý khách vẫn khám và chờ như mọi người.',
    withdrawal: 'Rút lại lúc nào cũng được, ở đây hoặc tại quầy; máy xóa ngay.',
    law: 'Theo Luật 91/2025/QH15 và Nghị định 356/2025/NĐ-CP về bảo vệ dữ liệu cá nhân.',
    agree: 'Đồng ý',
    decline: 'Không, cảm ơn',
  },
  en: {
    title: 'Check in with your face next time?',
    what: 'We keep a row of numbers made from your face, never a picture.',
    beside: 'With it: your name, sex, birth date, and ID, patient and ticket numbers.',
    purpose: 'Its only use is to recognise you when you check in here.',
    where: {
      kiosk: 'All of it is encrypted and stays on this kiosk.',
      hospital: 'All of it is encrypted and stays on the hospital’s own server.',
    },
    kept: 'Deleted after {{keptDays}} days without use.',
    voluntary: 'Your choice: without it, your care and your wait stay the same.',
    withdrawal: 'Change your mind at any time, here or at reception. We delete it at once.',
    law: 'Under Law 91/2025/QH15 and Decree 356/2025/NĐ-CP on personal data.',
    agree: 'I agree',
    decline: 'No, thank you',
  },
} as const;
