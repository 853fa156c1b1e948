import { identifier } from '../../../core/kql/sql/sql';

/** Whether SQL has a name, for whatever it stands there. */
export function isNamed(text: string, name: string): boolean {
  return text.includes(identifier(name).text);
}
