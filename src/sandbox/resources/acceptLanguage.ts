import { Refusal } from '../server/refusal';

const languagePattern = /^(?:\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:\s*;\s*q=(?:0(?:\.\d{1,3})?|1(?:\.0{1,3})?))?$/i;

/**
 * The language that a request asks for, such as `de`; English where it does not say.
 *
 * @throws Refusal AF20054 for a header that is malformed, AF20053 for more than one language.
 */
export function readAcceptLanguage(header: string | undefined): string {
  const languages = (header ?? '*').split(',').map((language) => language.trim());
  if (!languages.every((language) => languagePattern.test(language))) {
    throw new Refusal('AF20054');
  }
  if (languages.length > 1) {
    throw new Refusal('AF20053');
  }
  const [primary = '*'] = (languages[0] ?? '*').toLowerCase().split(/[-;\s]/);
  return primary === '*' ? 'en' : primary;
}
