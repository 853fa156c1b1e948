import type { Column } from '../kustoType';
import { callOf } from '../plan/callOf';
import { columnNamed, planColumns } from '../plan/columns';
import type { Expression, Plan } from '../plan/plan';
import { queryError, type Place } from '../queryError';
import { present, separatedItems, type KustoExpression } from './kusto';
import { expressionType, plainColumn, resultColumns } from './kustoSymbols';
import { literal } from './literals';
import { likelyRows } from './likelyRows';
import { namedParameters, parameterText } from './parameters';
import { keepColumn } from './projections';
import type { Scope } from './scope';
import { searchCondition, searchedTables } from './searchOperator';

const packName = 'pack_';

/** `find`: rows of several tables that meet a condition; columns that a table lacks are empty there. */
export function find(node: Kusto.Language.Syntax.FindOperator, scope: Scope): Plan {
  const place = scope.place(node);
  const condition = present(node.Condition, 'condition');
  const inputs = searchedTables(separatedItems(node.InClause?.Expressions ?? null), scope);
  const named = namedColumns(condition);
  const looksEverywhere = named.size === 0 || hasTerm(condition);
  const read = inputs.filter(
    ({ plan }) => looksEverywhere || inputs.length === 1 || planColumns(plan).some(({ name }) => named.has(name)),
  );
  if (read.length === 0) {
    throw queryError('No table has the columns of this condition.', place);
  }
  const parameters = namedParameters(node.Parameters);
  const sourceName = parameterText(parameters, 'withsource') ?? parameterText(parameters, 'with_source') ?? 'source_';
  const columns = resultColumns(node).map(plainColumn);
  return {
    kind: 'union',
    columns,
    inputs: read.map(({ plan, source }) => {
      const complete = withColumns(likelyRows(plan, condition, scope), [...named.values()]);
      const predicate = searchCondition(condition, planColumns(plan), true, scope);
      return {
        plan: { kind: 'filter', input: complete, predicate },
        values: columns.map((column) =>
          column.name === sourceName
            ? literal('string', source)
            : column.name === packName
              ? packed(planColumns(plan), columns, place)
              : valueOf(column, planColumns(plan), place),
        ),
      };
    }),
  };
}

/** The columns that a condition names. */
function namedColumns(node: KustoExpression): ReadonlyMap<string, Column> {
  const { ColumnSymbol } = Kusto.Language.Symbols;
  const { NameReference } = Kusto.Language.Syntax;
  const named = new Map<string, Column>();
  const visit = (element: Kusto.Language.Syntax.SyntaxElement): void => {
    if (element instanceof NameReference && element.ReferencedSymbol instanceof ColumnSymbol) {
      const name = present(element.SimpleName, 'name');
      named.set(name, { name, type: expressionType(element) });
    }
    for (let index = 0; index < element.ChildCount; index++) {
      const child = element.GetChild(index);
      if (child !== null) {
        visit(child);
      }
    }
  };
  visit(node);
  return named;
}

/** Whether a condition has a string alone, or a `*`: then it is about every column. */
function hasTerm(node: KustoExpression): boolean {
  const { BinaryExpression, ParenthesizedExpression, StarExpression } = Kusto.Language.Syntax;
  if (node instanceof ParenthesizedExpression && node.Expression !== null) {
    return hasTerm(node.Expression);
  }
  if (node instanceof BinaryExpression) {
    const isJunction = node.Operator?.Text === 'and' || node.Operator?.Text === 'or';
    return (
      node.Left instanceof StarExpression ||
      (isJunction && [node.Left, node.Right].some((side) => side !== null && hasTerm(side)))
    );
  }
  return typeof node.LiteralValue === 'string';
}

/** A plan with columns that it may lack, which are null or empty. */
function withColumns(plan: Plan, needed: readonly Column[]): Plan {
  const own = planColumns(plan);
  const missing = needed.filter(({ name }) => own.every((column) => column.name !== name));
  return missing.length === 0
    ? plan
    : {
        kind: 'project',
        input: plan,
        columns: [
          ...own.map(keepColumn),
          ...missing.map(({ name, type }) => ({ name, expression: literal(type, null) })),
        ],
      };
}

function valueOf(column: Column, own: readonly Column[], place: Place): Expression {
  const source = own.find(({ name }) => name === column.name);
  if (source === undefined) {
    return literal(column.type, null);
  }
  return source.type === column.type
    ? columnNamed(source)
    : callOf(`to${column.type}`, column.type, [columnNamed(source)], place);
}

/** The columns of a table that are no columns of the result, as a bag. */
function packed(own: readonly Column[], shown: readonly Column[], place: Place): Expression {
  const names = new Set(shown.map(({ name }) => name));
  const rest = own.filter(({ name }) => !names.has(name));
  return callOf(
    'bag_pack',
    'dynamic',
    rest.flatMap((column) => [literal('string', column.name), columnNamed(column)]),
    place,
  );
}
