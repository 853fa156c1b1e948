import type { Column } from '../../kustoType';
import { columnNamed, planColumns } from '../../plan/columns';
import type { Expression, NamedExpression, Plan } from '../../plan/plan';
import { notSupported } from '../../queryError';
import { translateExpression } from '../expressions';
import { present, separatedItems, type KustoExpression } from '../kusto/kusto';
import { placeOf, resultColumns } from '../kusto/kustoSymbols';
import { nameAndValue, type ExpressionItems } from '../parameters';
import { ordered } from './orderedRows';
import type { Scope } from '../scope';
import { tupleItems } from './tupleExpressions';

/** A column as it is. */
export function keepColumn(column: Column): NamedExpression {
  return { name: column.name, expression: columnNamed(column) };
}

/** Whether an expression is a column and nothing else. */
export function isBareColumn(node: KustoExpression): boolean {
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
  const values = listed.flatMap(
    (expression) =>
      tupleItems(expression, inner)?.map((item) => item.expression) ?? [translateExpression(expression, inner)],
  );
  if (values.length !== columns.length) {
    throw notSupported('This list of columns', placeOf(node));
  }
  const projected = values.map((expression, index) => ({
    name: present(columns[index], 'column').name,
    expression,
  }));
  return ordered(
    { kind: 'project', input, columns: projected },
    projected.map(({ expression }) => expression),
  );
}

/** The service has columns that the engine does not give, as after `union kind=inner`. */
function knownColumn(input: Plan): (column: Column) => boolean {
  const names = new Set(planColumns(input).map(({ name }) => name));
  return ({ name }) => names.has(name);
}

/** `extend`: a new column is added at the end, one whose name is taken replaces that column where it stands. */
export function extend(node: KustoExpression, list: ExpressionItems, input: Plan, scope: Scope): Plan {
  const values = new Map<string, Expression>();
  const inner = scope.over(planColumns(input));
  const columns = resultColumns(node);
  for (const expression of separatedItems(list)) {
    const items = tupleItems(expression, inner);
    if (items !== undefined) {
      for (const item of items) {
        values.set(item.name, item.expression);
      }
      continue;
    }
    const { name, value } = nameAndValue(expression);
    const column =
      columns.find(({ source }) => source === value) ?? columns.find((candidate) => candidate.name === name);
    // One that a later one of the same name takes the place of is no column.
    if (column !== undefined) {
      values.set(column.name, translateExpression(value, inner));
    }
  }
  const isKnown = knownColumn(input);
  const extended = columns
    .filter((column) => isKnown(column) || values.has(column.name))
    .map((column) => {
      const expression = values.get(column.name);
      return expression === undefined ? keepColumn(column) : { name: column.name, expression };
    });
  return ordered({ kind: 'project', input, columns: extended }, [...values.values()]);
}

export function selectColumns(node: KustoExpression, input: Plan): Plan {
  return { kind: 'project', input, columns: keptColumns(node, input) };
}

/** The columns of an operator that keeps some of its input's. */
export function keptColumns(node: KustoExpression, input: Plan): readonly NamedExpression[] {
  return resultColumns(node).filter(knownColumn(input)).map(keepColumn);
}

/** `project-rename`: columns stay where they stand. */
export function rename(node: Kusto.Language.Syntax.ProjectRenameOperator, input: Plan): Plan {
  const newNames = new Map(
    separatedItems(node.Expressions).map((renaming) => {
      const { name, value } = nameAndValue(renaming);
      return [value.ReferencedSymbol?.Name, name];
    }),
  );
  return {
    kind: 'project',
    input,
    columns: planColumns(input).map((column) => ({
      ...keepColumn(column),
      name: newNames.get(column.name) ?? column.name,
    })),
  };
}
