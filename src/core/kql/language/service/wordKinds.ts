import type { Place } from '../../queryError';
import { enumNames, listItems, loadKusto } from '../kusto/kusto';
import type { KqlText } from './kqlText';

/** What a word is, by the names that editors know. */
export const wordKinds = [
  'class',
  'property',
  'function',
  'parameter',
  'variable',
  'keyword',
  'operator',
  'type',
] as const;

export type WordKind = (typeof wordKinds)[number];

export interface KindOfWord extends Place {
  readonly kind: WordKind;
}

/** Comments, strings and numbers are left to the grammar, which knows their parts. */
const kindsOfKusto: Readonly<Record<string, WordKind>> = {
  Table: 'class',
  MaterializedView: 'class',
  Column: 'property',
  SchemaMember: 'property',
  Function: 'function',
  Parameter: 'parameter',
  SignatureParameter: 'parameter',
  QueryParameter: 'parameter',
  Variable: 'variable',
  QueryOperator: 'keyword',
  Keyword: 'keyword',
  Option: 'keyword',
  ScalarOperator: 'operator',
  Type: 'type',
};

/** What the words of a text are, in order. */
export function kindsOfWords(text: KqlText): KindOfWord[] {
  const names = enumNames(loadKusto().Editor.ClassificationKind);
  const info = text.service.GetClassifications(0, text.text.length);
  return listItems(info?.Classifications ?? null).flatMap(({ Kind, Start, Length }): KindOfWord[] => {
    const name = names.get(Kind) ?? '';
    const kind = Object.hasOwn(kindsOfKusto, name) ? kindsOfKusto[name] : undefined;
    return kind === undefined ? [] : [{ kind, start: Start, length: Length }];
  });
}
