import { columnNamed } from '../../../plan/columns';
import type { Expression, Plan, SortKey } from '../../../plan/plan';
import { translateExpression } from '../../expressions';
import { present } from '../../kusto/kusto';
import { plainColumn, resultColumns } from '../../kusto/kustoSymbols';
import type { Scope } from '../../scope';

/** The best groups come first; those that are as good come in the order of their keys, from the last. */
export function byRank(rank: SortKey, key: Expression): SortKey[] {
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
