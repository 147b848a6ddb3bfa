/**
 * What a patient agrees to before their face is kept (Law 91/2025/QH15 on the protection of personal data, art. 9; Decree
 * 356/2025/NĐ-CP, art. 4: biometric data are sensitive). The words stand in renderer/language; whoever changes them gives
 * them a new version, which a test of the language folder holds them to.
 */
export const consentText = {
  version: '1',
  /** SHA-256 of the words (renderer/language/consent-words.ts), each sentence in its order on a line, hexadecimal. */
  sha256: {
    vi: '215e87603ef90efdfd68ed23a254e28638a2bc5ba0874e97b921239ce1854c82',
    en: 'ca456a92a0b03b9dd939b1c15bf248c223218149929735d59ccda624058e0bd2',
  },
} as const;
