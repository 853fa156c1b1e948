import type { Column } from '../kustoType';
import { columnNamed, planColumns } from '../plan/columns';
import type { Expression, Plan, SortKey } from '../plan/plan';
import { notSupported, refused } from '../queryError';
import { translateExpression } from './expressions';
import { present, separatedItems, type KustoExpression } from './kusto';
import { plainColumn, resultColumns } from './kustoSymbols';
import { nameAndValue } from './parameters';
import type { Scope } from './scope';
import { aggregateCall } from './summarizeOperator';
import { unionOf } from './unionOperator';

/** The best groups come first; those that are as good come in the order of their keys, from the last. */
function byRank(rank: SortKey, key: Expression): SortKey[] {
  return [rank, { expression: key, descending: true, nullsFirst: false }];
}

/** `top-hitters`: the values that most rows have, or with the greatest sums. Kusto estimates them, here they are exact. */
export function topHitters(node: Kusto.Language.Syntax.TopHittersOperator, input: Plan, scope: Scope): Plan {
  const columns = resultColumns(node).map(plainColumn);
  const [key, total] = [present(columns[0], 'key'), present(columns[1], 'total')];
  const weight = node.ByClause?.Expression;
  const place = scope.place(node);
  const aggregate: Expression =
    weight === undefined || weight === null
      ? { kind: 'call', type: total.type, name: 'count', arguments: [], place }
      : { kind: 'call', type: total.type, name: 'sum', arguments: [translateExpression(weight, scope)], place };
  const groups: Plan = {
    kind: 'summarize',
    input,
    keys: [{ name: key.name, expression: translateExpression(present(node.OfExpression, 'key'), scope) }],
    aggregates: [{ expression: aggregate, columns: [total] }],
  };
  const rank: SortKey = { expression: columnNamed(total), descending: true, nullsFirst: false };
  const best: Plan = {
    kind: 'take',
    input: { kind: 'sort', input: groups, keys: byRank(rank, columnNamed(key)) },
    count: translateExpression(present(node.Expression, 'count'), scope),
  };
  // The engine keeps them in a heap, and gives the least of them first.
  return { kind: 'sort', input: best, keys: byRank({ ...rank, descending: false }, columnNamed(key)) };
}

/** `top-nested`: the best values of a column; within each, the best values of the next; and so on. */
export function topNested(node: Kusto.Language.Syntax.TopNestedOperator, input: Plan, scope: Scope): Plan {
  const columns = resultColumns(node).map(plainColumn);
  const clauses = separatedItems(node.Clauses);
  if (columns.length !== 2 * clauses.length) {
    throw notSupported('This top-nested', scope.place(node));
  }
  const levelOrders: SortKey[] = [];
  const levels =
    clauses.reduce<Plan | undefined>((above, clause, level) => {
      if (clause.WithOthersClause !== null && clauses.length > 1) {
        throw refused(
          '"with others" in a top-nested of several levels',
          'Write it for one level, and join the next.',
          scope.place(clause),
        );
      }
      const outer = columns.slice(0, 2 * level);
      const [key, rank] = [present(columns[2 * level], 'key'), present(columns[2 * level + 1], 'rank')];
      const { aggregate, descending } = ranking(present(clause.ByExpression, 'aggregate'), scope);
      const ofExpression = translateExpression(present(clause.OfExpression, 'key'), scope);
      const groups: Plan = {
        kind: 'summarize',
        input: above === undefined ? input : withLevels(input, above, clauses.slice(0, level), outer, scope),
        keys: [
          ...outer.map((column) => ({ name: column.name, expression: columnNamed(levelColumn(column)) })),
          { name: key.name, expression: ofExpression },
        ],
        aggregates: [{ expression: aggregate, columns: [rank] }],
      };
      const order: SortKey = { expression: columnNamed(rank), descending, nullsFirst: false };
      const levelOrder = byRank(order, columnNamed(key));
      levelOrders.push(...levelOrder);
      const sorted: Plan = { kind: 'sort', input: groups, keys: levelOrder };
      if (clause.Expression === null) {
        return sorted;
      }
      const per = outer.filter((_, index) => index % 2 === 0).map(({ name }) => name);
      return {
        kind: 'take',
        input: sorted,
        count: translateExpression(clause.Expression, scope),
        ...(per.length === 0 ? {} : { per }),
      };
    }, undefined) ?? input;
  const [clause] = clauses;
  if (clauses.length > 1 || clause === undefined) {
    return { kind: 'sort', input: levels, keys: levelOrders };
  }
  return clause.WithOthersClause === null ? levels : withOthers(clause, levels, input, columns, scope);
}

/** The best values, and a row for all rows of other values, where there are any. */
function withOthers(
  clause: Kusto.Language.Syntax.TopNestedClause,
  best: Plan,
  input: Plan,
  columns: readonly Column[],
  scope: Scope,
): Plan {
  const [key, rank] = [present(columns[0], 'key'), present(columns[1], 'rank')];
  const name = translateExpression(present(clause.WithOthersClause?.Expression, 'name of others'), scope);
  const rest: Plan = {
    kind: 'join',
    joinKind: 'leftanti',
    left: input,
    right: best,
    on: [{ left: translateExpression(present(clause.OfExpression, 'key'), scope), right: columnNamed(key) }],
    columns: planColumns(input).map((column) => ({ side: 'left' as const, source: column.name, column })),
  };
  const others: Plan = {
    kind: 'summarize',
    input: rest,
    // The key is the same for all rows; without one there would be a row where there are no others.
    keys: [{ name: key.name, expression: name }],
    aggregates: [{ expression: ranking(present(clause.ByExpression, 'aggregate'), scope).aggregate, columns: [rank] }],
  };
  return unionOf(
    [best, others].map((plan) => ({ plan, source: '' })),
    [key, rank],
    undefined,
  );
}

/** What ranks the values of a level: an aggregate, by which the greatest are the best unless it says `asc`. */
function ranking(
  node: KustoExpression,
  scope: Scope,
): { readonly aggregate: Expression; readonly descending: boolean } {
  const { OrderedExpression } = Kusto.Language.Syntax;
  const isOrdered = node instanceof OrderedExpression;
  const { value } = nameAndValue(isOrdered ? present(node.Expression, 'aggregate') : node);
  return {
    aggregate: aggregateCall(value, undefined, scope),
    descending: !isOrdered || node.Ordering?.AscOrDescKeyword?.Text !== 'asc',
  };
}

/** The name that a column of the levels above has beside the columns of the input. */
function levelColumn(column: Column): Column {
  return { ...column, name: `(top-nested) ${column.name}` };
}

/** The rows of the input that are of a value of the levels above, with the columns of those levels. */
function withLevels(
  input: Plan,
  above: Plan,
  clauses: readonly Kusto.Language.Syntax.TopNestedClause[],
  outer: readonly Column[],
  scope: Scope,
): Plan {
  return {
    kind: 'join',
    joinKind: 'inner',
    left: input,
    right: above,
    on: clauses.map((clause, level) => ({
      left: translateExpression(present(clause.OfExpression, 'key'), scope),
      right: columnNamed(present(outer[2 * level], 'key')),
    })),
    columns: [
      ...planColumns(input).map((column) => ({ side: 'left' as const, source: column.name, column })),
      ...outer.map((column) => ({ side: 'right' as const, source: column.name, column: levelColumn(column) })),
    ],
  };
}
