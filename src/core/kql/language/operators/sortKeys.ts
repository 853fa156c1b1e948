import type { SortKey } from '../../plan/plan';
import { translateExpression } from '../expressions';
import { present, separatedItems, type KustoExpression } from '../kusto/kusto';
import type { ExpressionItems } from '../parameters';
import type { Scope } from '../scope';

/** What `sort`, `top` and the like order by, in the order of its weight. */
export function sortKeys(list: ExpressionItems, scope: Scope): SortKey[] {
  return separatedItems(list).map((key) => sortKey(key, scope));
}

/** Descending unless it is said otherwise; nulls are the smallest values unless it is said where they go. */
export function sortKey(node: KustoExpression, scope: Scope): SortKey {
  const { OrderedExpression } = Kusto.Language.Syntax;
  if (!(node instanceof OrderedExpression)) {
    return { expression: translateExpression(node, scope), descending: true, nullsFirst: false };
  }
  const descending = node.Ordering?.AscOrDescKeyword?.Text !== 'asc';
  const nulls = node.Ordering?.NullsClause?.FirstOrLastKeyword?.Text;
  return {
    expression: translateExpression(present(node.Expression, 'key'), scope),
    descending,
    nullsFirst: nulls === undefined || nulls === null ? !descending : nulls === 'first',
  };
}
