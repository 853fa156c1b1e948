export interface DlpSensitiveType {
  readonly id: string;
  readonly name: string;
}

type Language = 'en' | 'de' | 'fr';

/** Some of the service's built-in types, by their published ids. */
const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  '50842eb7-edc8-4019-85dd-5a5c1f2bb085': {
    en: 'Credit Card Number',
    de: 'Kreditkartennummer',
    fr: 'Numéro de carte de crédit',
  },
  'e7dc4711-11b7-4cb0-b88b-2c394a771f0e': {
    en: 'International Banking Account Number (IBAN)',
    de: 'Internationale Bankkontonummer (IBAN)',
    fr: 'Numéro de compte bancaire international (IBAN)',
  },
  'cb2ab58c-9cb8-4c81-baf8-a4e106791df4': {
    en: 'SWIFT Code',
    de: 'SWIFT-Code',
    fr: 'Code SWIFT',
  },
  'a44669fe-0d48-453d-a9b1-2cc83f2cba77': {
    en: 'U.S. Social Security Number (SSN)',
    de: 'US-Sozialversicherungsnummer (SSN)',
    fr: 'Numéro de sécurité sociale des États-Unis (SSN)',
  },
};

function isLanguage(text: string): text is Language {
  return text === 'en' || text === 'de' || text === 'fr';
}

/** The types' names in a language; in English where there is no translation. */
export function listDlpSensitiveTypes(language: string): readonly DlpSensitiveType[] {
  const known = isLanguage(language) ? language : 'en';
  return Object.entries(names).map(([id, translations]) => ({ id, name: translations[known] }));
}
