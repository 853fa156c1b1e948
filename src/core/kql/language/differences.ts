import type { Place } from '../queryError';
import { listItems, type SyntaxNode } from './kusto/kusto';
import { kustoType, placeOf } from './kusto/kustoSymbols';
import { reduceNote } from './operators/aggregating/reduceOperator';
import { listedExpressions } from './parameters';

/** A place of a query whose answer may be another than Kusto's, and why. */
export interface Difference extends Place {
  readonly note: string;
}

/** Types whose hashes are those of Kusto. */
const hashedAsKusto: ReadonlySet<string> = new Set(['string', 'long', 'datetime', 'timespan']);

const hashNote = (name: string): string =>
  `${name}() gives equal values equal hashes, but not the digits that Kusto gives: how it makes them is not published.`;

const segmentNote = (name: string): string =>
  `${name}() counts the rows of each segment exactly, but may choose other segments than Kusto does: how it chooses is not published.`;

/** Plugins whose answers may be others. */
const plugins: ReadonlyMap<string, string> = new Map(
  ['autocluster', 'diffpatterns'].map((name) => [name, segmentNote(name)]),
);

/** What of a query answers in another way than Kusto does, in the order of the text. */
export function differences(query: SyntaxNode): Difference[] {
  const { FunctionCallExpression, ReduceByOperator } = Kusto.Language.Syntax;
  const patterns = listItems(query.GetDescendants(ReduceByOperator)).map((node) => ({
    ...placeOf(node),
    note: reduceNote,
  }));
  const calls = listItems(query.GetDescendants(FunctionCallExpression)).flatMap((node) => {
    const name = node.Name?.SimpleName ?? '';
    const note = hasOwnHash(node) ? hashNote(name) : plugins.get(name);
    return note === undefined ? [] : [{ ...placeOf(node), note }];
  });
  return [...patterns, ...calls].sort((left, right) => left.start - right.start);
}

function hasOwnHash(node: Kusto.Language.Syntax.FunctionCallExpression): boolean {
  switch (node.Name?.SimpleName) {
    case 'hash_combine':
    case 'hash_many':
      return true;
    case 'hash':
    case 'hash_xxhash64':
      return !hashedAsKusto.has(kustoType(listedExpressions(node.ArgumentList)[0]?.ResultType ?? null));
    default:
      return false;
  }
}
