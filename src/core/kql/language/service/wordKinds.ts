import type { Place } from '../../queryError';
import { enumNames, listItems } from '../kusto/kusto';
import { loadKusto } from '../kusto/loadKusto';
import type { KqlText } from './text/kqlText';
import { memberNames } from './help/memberNames';

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
  const members = memberNames(text.root).map((place): KindOfWord => ({ ...place, kind: 'property' }));
  const starts = new Set(members.map(({ start }) => start));
  const words = listItems(info?.Classifications ?? null).flatMap(({ Kind, Start, Length }): KindOfWord[] => {
    const name = names.get(Kind) ?? '';
    const known = Object.hasOwn(kindsOfKusto, name) ? kindsOfKusto[name] : undefined;
    const kind = known === 'keyword' && isComparison(text, Start) ? 'operator' : known;
    return kind === undefined || starts.has(Start) ? [] : [{ kind, start: Start, length: Length }];
  });
  return [...words, ...members].sort((left, right) => left.start - right.start);
}

/** Kusto calls `in`, `has_any` and `between` keywords, and `has` an operator. */
function isComparison({ root }: KqlText, start: number): boolean {
  const { BetweenExpression, HasAllExpression, HasAnyExpression, InExpression } = loadKusto().Syntax;
  const parent = root.GetTokenAt(start)?.Parent;
  return [BetweenExpression, HasAllExpression, HasAnyExpression, InExpression].some((type) => parent instanceof type);
}
