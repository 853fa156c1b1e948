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
  readonly scope: Scope;
}

/** Runs a subquery once for each group of rows. Columns of the input that the subquery loses come back where the result has them. */
export function translateGrouped({ node, subquery, input, key, prepare, scope }: GroupedQuery): Plan {
  const place: Place = scope.place(node);
  const inner: Plan = { kind: 'serialize', input: prepare(input, []) };
  const plan = translateSubquery(subquery, inner, scope.perGroup());
  const given = new Set(planColumns(plan).map(({ name }) => name));
  const inputColumns = new Map(planColumns(input).map((column) => [column.name, column]));
  const hiddenName = (name: string): string => `(group ${scope.depth}) ${name}`;
  // The service gives some operators columns that the engine does not.
  const result = resultColumns(node)
    .map(plainColumn)
    .filter(({ name }) => given.has(name) || inputColumns.has(name));
  const lost = result.filter(({ name }) => !given.has(name));
  const hidden: NamedExpression[] = [
    { name: hiddenName(''), expression: key },
    ...lost.map((column) => ({ name: hiddenName(column.name), expression: columnNamed(column) })),
  ];
  const [keyColumn, ...carried] = hidden.map(({ name, expression }) => ({ name, type: expression.type }));
  const grouped = perGroup(plan, {
    inner,
    outer: { kind: 'serialize', input: prepare(input, hidden) },
    key: present(keyColumn, 'key'),
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
