import type { Column } from '../../../kustoType';
import { planColumns } from '../../../plan/columns';
import type { Aggregate, Expression, Plan } from '../../../plan/plan';
import { notSupported, queryError } from '../../../queryError';
import { translateExpression } from '../../expressions';
import { present, separatedItems, type KustoExpression } from '../../kusto/kusto';
import { expressionType, placeOf, plainColumn, resultColumns, tupleColumns } from '../../kusto/kustoSymbols';
import { nameAndValue } from '../../parameters';
import { keepColumn } from '../projections';
import type { Scope } from '../../scope';

export function summarize(node: Kusto.Language.Syntax.SummarizeOperator, input: Plan, outer: Scope): Plan {
  const scope = outer.over(planColumns(input));
  const columns = resultColumns(node);
  const keyNodes = separatedItems(node.ByClause?.Expressions ?? null);
  const keys = keyNodes.map((key, index) => ({
    name: present(columns[index], 'key').name,
    expression: translateExpression(key, scope),
  }));
  const keyColumns = new Set(
    keys.map(({ expression }) => (expression.kind === 'column' ? expression.name : undefined)),
  );
  const unkeyed = planColumns(input).filter(({ name }) => !keyColumns.has(name));
  let next = keys.length;
  const aggregates = separatedItems(node.Aggregates).map((aggregate): Aggregate => {
    const value = aggregateValue(aggregate);
    const tuple = tupleColumns(value);
    const width = tuple?.length ?? 1;
    const given = columns.slice(next, next + width);
    next += width;
    // `take_any(*)` of one column is no tuple, and gives that column.
    const starred = tuple ?? (isStarAlone(value) ? unkeyed : undefined);
    return { expression: aggregateCall(value, starred, scope), columns: given.map(plainColumn) };
  });
  if (keys.length + aggregates.length === 0) {
    throw queryError('summarize needs an aggregate or a key: "summarize count() by Column".', scope.place(node));
  }
  if (next !== columns.length) {
    throw notSupported('This list of aggregates', placeOf(node));
  }
  return { kind: 'summarize', input, keys, aggregates };
}

function aggregateValue(node: KustoExpression): KustoExpression {
  return node instanceof Kusto.Language.Syntax.CompoundNamedExpression
    ? present(node.Expression, 'expression')
    : nameAndValue(node).value;
}

/** Whether an aggregate has `*` for its only argument. */
function isStarAlone(node: KustoExpression): boolean {
  const { FunctionCallExpression, StarExpression } = Kusto.Language.Syntax;
  const given = node instanceof FunctionCallExpression ? separatedItems(node.ArgumentList?.Expressions ?? null) : [];
  return given.length === 1 && given[0] instanceof StarExpression;
}

/** An aggregate; a `*` among its arguments becomes the columns that it stands for. */
export function aggregateCall(node: KustoExpression, tuple: readonly Column[] | undefined, scope: Scope): Expression {
  const { FunctionCallExpression, StarExpression } = Kusto.Language.Syntax;
  if (!(node instanceof FunctionCallExpression)) {
    return translateExpression(node, scope);
  }
  const given = separatedItems(node.ArgumentList?.Expressions ?? null);
  const plain = given.filter((argument) => !(argument instanceof StarExpression));
  if (tuple === undefined && plain.length === given.length) {
    return translateExpression(node, scope);
  }
  // Without columns that it could stand for, a `*` leaves the aggregate one value.
  const starred =
    tuple === undefined || plain.length === given.length
      ? []
      : tuple.slice(plain.length).map((column): Expression => keepColumn(column).expression);
  return {
    kind: 'call',
    type: expressionType(node),
    name: present(node.Name?.SimpleName, 'function name'),
    arguments: [...plain.map((argument) => translateExpression(argument, scope)), ...starred],
    place: scope.place(node),
  };
}
