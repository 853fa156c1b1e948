import type { Column } from '../kustoType';
import { columnNamed, planColumns } from '../plan/columns';
import type { Expression, NamedExpression, Plan } from '../plan/plan';
import { notSupported } from '../queryError';
import { translateExpression } from './expressions';
import { present, separatedItems, type KustoExpression } from './kusto';
import { placeOf, resultColumns } from './kustoSymbols';
import { nameAndValue, type ExpressionItems } from './parameters';
import { ordered } from './orderedRows';
import type { Scope } from './scope';

/** A column as it is. */
export function keepColumn(column: Column): NamedExpression {
  return { name: column.name, expression: columnNamed(column) };
}

function isBareColumn(node: KustoExpression): boolean {
  return node.ReferencedSymbol instanceof Kusto.Language.Symbols.ColumnSymbol;
}

/** `project`: the service has named the columns in order; a column that is listed twice is there once. */
export function projectList(node: KustoExpression, list: ExpressionItems, input: Plan, scope: Scope): Plan {
  const columns = resultColumns(node);
  const inner = scope.over(planColumns(input));
  const expressions = separatedItems(list);
  const listed =
    expressions.length === columns.length
      ? expressions
      : expressions.filter(
          (expression, index) =>
            !isBareColumn(expression) ||
            expressions.findIndex((other) => other.ReferencedSymbol === expression.ReferencedSymbol) === index,
        );
  if (listed.length !== columns.length) {
    throw notSupported('A list with an expression of several columns', placeOf(node));
  }
  const projected = listed.map((expression, index) => ({
    name: present(columns[index], 'column').name,
    expression: translateExpression(expression, inner),
  }));
  return ordered(
    { kind: 'project', input, columns: projected },
    projected.map(({ expression }) => expression),
  );
}

/** `extend`: a new column is added at the end, one whose name is taken replaces that column where it stands. */
export function extend(node: KustoExpression, list: ExpressionItems, input: Plan, scope: Scope): Plan {
  const values = new Map<string, Expression>();
  const inner = scope.over(planColumns(input));
  const columns = resultColumns(node);
  for (const expression of separatedItems(list)) {
    const { name, value } = nameAndValue(expression);
    const column =
      columns.find(({ source }) => source === value) ?? columns.find((candidate) => candidate.name === name);
    if (column !== undefined) {
      values.set(column.name, translateExpression(value, inner));
    } else if (!isBareColumn(value)) {
      throw notSupported('An expression of several columns', placeOf(expression));
    }
  }
  // The service gives `scan` a column that the engine does not.
  const known = new Set(planColumns(input).map(({ name }) => name));
  const extended = columns
    .filter(({ name }) => known.has(name) || values.has(name))
    .map((column) => {
      const expression = values.get(column.name);
      return expression === undefined ? keepColumn(column) : { name: column.name, expression };
    });
  return ordered({ kind: 'project', input, columns: extended }, [...values.values()]);
}

export function selectColumns(node: KustoExpression, input: Plan): Plan {
  return { kind: 'project', input, columns: resultColumns(node).map(keepColumn) };
}

export function rename(node: Kusto.Language.Syntax.ProjectRenameOperator, input: Plan): Plan {
  const renamed = resultColumns(node);
  return {
    kind: 'project',
    input,
    columns: planColumns(input).map((column, index) => ({
      ...keepColumn(column),
      name: present(renamed[index], 'column').name,
    })),
  };
}
