import type { Language } from './snapshot.ts';

/**
 * What a patient agrees to before their face is kept (Law 91/2025/QH15 on the protection of personal data, art. 9; Decree
 * 356/2025/NĐ-CP, art. 4: biometric data are sensitive). The words stand in renderer/language; whoever changes them gives
 * them a new version, which a test of the language folder holds them to.
 */
export const consentText = {
  version: '1',
  /** SHA-256 of the words (renderer/language/consent-words.ts), each sentence in its order on a line, hexadecimal. */
  sha256: {
    vi: '6b7bb07555e76cddace30d2d6b5a07d204219ea5e655b9172c1a2100a8ec1681',
    en: 'd326b1f16965c9b9c83293d9094903ea745a524d2b59f4a3abb372f8ac67061a',
  },
} as const;

export type ConsentLanguage = keyof typeof consentText.sha256;

/**
 * In which language the words are shown, and recorded, to somebody whose screen speaks this one: the hospital answers for the
 * Vietnamese and the English ones alone, so whoever reads another language reads the English.
 */
export const consentLanguage = (language: Language): ConsentLanguage => (language === 'vi' ? 'vi' : 'en');
