/** What is said to the ear beside what stands on the screen; part of `vi.ts`, with the same rules. */
export const viSpeech = {
  speech: {
    toggle: 'Nghe đọc màn hình',
    repeat: 'Nghe lại',
    /** Said when headphones are plugged in. */
    welcome: 'Máy sẽ đọc màn hình cho Quý khách.',
    keys: 'Phím mũi tên để chọn, phím Enter để bấm. Phím thăng: nghe lại. Phím sao: quay lại. Phím 0: ngôn ngữ và gọi nhân viên.',
    /** Said in this language while the screen speaks another one. */
    switchHere: 'Tiếng Việt: bấm phím 0, rồi phím Enter.',
    /** The same where the languages are a list. */
    switchInList: 'Tiếng Việt: bấm phím 0, phím Enter, rồi phím {{key}}.',
    press: 'Bấm {{key}}: {{action}}',
    pressEnter: 'Bấm Enter: {{action}}',
    choose: 'Chọn bằng mũi tên: {{action}}',
    button: 'Nút: {{action}}',
    unavailable: 'Chưa chọn được: {{action}}',
    selected: 'Đang chọn: {{action}}',
    privateAction: 'mục riêng của Quý khách, có ghi trên màn hình',
    privateWords: 'Thông tin riêng chỉ đọc qua tai nghe.',
    typeDigits: 'Xin nhập bằng phím số. Mũi tên trái: xóa số cuối.',
    /** Where there are no keys. */
    typeOnScreen: 'Xin chạm các số trên màn hình.',
    /** Where the 0 is typed like any digit. */
    around: 'Mũi tên lên: ngôn ngữ, gọi nhân viên.',
    endsIn: 'số cuối {{digits}}',
    deleted: 'Đã xóa',
    /** Into headphones alone. */
    deletedDigit: 'Đã xóa số {{digit}}',
  },
} as const;
