import type { Column } from '../../kustoType';
import { perGroup } from '../../plan/perGroup';
import { columnNamed, planColumns } from '../../plan/columns';
import type { Expression, NamedExpression, Plan } from '../../plan/plan';
import type { Place } from '../../queryError';
import { dispatch } from '../dispatch';
import { present, type KustoExpression } from '../kusto/kusto';
import { className, plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { operatorRows } from './operators';
import type { Scope } from '../scope';
import { translateTable } from '../tables/tables';

/** A query whose first operator takes its rows from around it: `(where x | take 1)`. */
export function translateSubquery(node: KustoExpression, input: Plan, scope: Scope): Plan {
  const { ParenthesizedExpression, PipeExpression } = Kusto.Language.Syntax;
  if (node instanceof ParenthesizedExpression) {
    return translateSubquery(present(node.Expression, 'query'), input, scope);
  }
  if (node instanceof PipeExpression) {
    const piped = translateSubquery(present(node.Expression, 'input'), input, scope);
    return dispatch(operatorRows, present(node.Operator, 'operator'), piped, scope);
  }
  return Object.hasOwn(operatorRows, className(node))
    ? dispatch(operatorRows, node, input, scope)
    : translateTable(node, scope);
}

interface GroupedQuery {
  /** The operator, whose result has the columns that are to be. */
  readonly node: KustoExpression;
  readonly subquery: KustoExpression;
  readonly input: Plan;
  /** What parts the input's rows into groups. */
  readonly key: Expression;
  /** Makes the subquery's input of the operator's. */
  readonly prepare: (input: Plan, hidden: readonly NamedExpression[]) => Plan;
  /** The names in the subquery that stand for the key. */
  readonly keyNames?: readonly KustoExpression[];
  readonly scope: Scope;
}

/** Runs a subquery once for each group of rows. Columns of the input that the subquery loses come back where the result has them. */
export function translateGrouped({ node, subquery, input, key, keyNames, prepare, scope }: GroupedQuery): Plan {
  const place: Place = scope.place(node);
  const hiddenName = (name: string): string => `(group ${scope.depth}) ${name}`;
  const keyColumn: Column = { name: hiddenName(''), type: key.type };
  const inner: Plan = { kind: 'serialize', input: prepare(input, []) };
  const named = keyNames?.map((name) => [name, columnNamed(keyColumn)] as const);
  const plan = translateSubquery(subquery, inner, scope.perGroup(named));
  const given = new Set(planColumns(plan).map(({ name }) => name));
  const inputColumns = new Map(planColumns(input).map((column) => [column.name, column]));
  // The service gives some operators columns that the engine does not.
  const result = resultColumns(node)
    .map(plainColumn)
    .filter(({ name }) => given.has(name) || inputColumns.has(name));
  const lost = result.filter(({ name }) => !given.has(name));
  const carried = lost.map(({ name, type }): Column => ({ name: hiddenName(name), type }));
  const hidden: NamedExpression[] = [
    { name: keyColumn.name, expression: key },
    ...lost.map((column) => ({ name: hiddenName(column.name), expression: columnNamed(column) })),
  ];
  const grouped = perGroup(plan, {
    inner,
    outer: { kind: 'serialize', input: prepare(input, hidden) },
    key: keyColumn,
    carried,
    place,
  });
  return {
    kind: 'project',
    input: grouped,
    columns: result.map((column) => ({
      name: column.name,
      expression: columnNamed(given.has(column.name) ? column : { ...column, name: hiddenName(column.name) }),
    })),
  };
}
