import type { Column } from '../../kustoType';
import { planColumns } from '../../plan/columns';
import type { Expression, Plan } from '../../plan/plan';
import { refused } from '../../queryError';
import { listItems, present, separatedItems, type KustoExpression } from '../kusto/kusto';
import { plainColumn, resultColumns, symbolColumns } from '../kusto/kustoSymbols';
import { literal } from '../literals';
import { namedParameters, parameterText } from '../parameters';
import type { Scope } from '../scope';
import { tablePlan } from '../tables/tablePlan';
import { translateTable } from '../tables/tables';

/** `union`, with what was piped into it as the first input. */
export function translateUnion(node: Kusto.Language.Syntax.UnionOperator, piped: Plan | undefined, scope: Scope): Plan {
  const parameters = namedParameters(node.Parameters);
  const sourceColumn = parameterText(parameters, 'withsource') ?? parameterText(parameters, 'with_source');
  const first = piped === undefined ? [] : [{ plan: piped, source: 'union_arg0' }];
  const named = separatedItems(node.Expressions).flatMap((operand, index) => {
    const source = operandName(operand) ?? `union_arg${index + first.length}`;
    return patternTables(operand, scope) ?? { plan: translateTable(operand, scope), source };
  });
  const inputs = [...first, ...named];
  return unionOf(inputs, unionColumns(node, inputs, sourceColumn, parameterText(parameters, 'kind')), sourceColumn);
}

/** Only the columns that all inputs have are those of `kind=inner`. */
function unionColumns(
  node: Kusto.Language.Syntax.UnionOperator,
  inputs: readonly UnionInput[],
  sourceColumn: string | undefined,
  kind: string | undefined,
): Column[] {
  const isIn = (column: Column): ((input: UnionInput) => boolean) => {
    return ({ plan }) => planColumns(plan).some((candidate) => isSource(candidate, column));
  };
  return resultColumns(node)
    .map(plainColumn)
    .filter((column) => kind !== 'inner' || column.name === sourceColumn || inputs.every(isIn(column)));
}

/** Rows, and what they come from. */
export interface UnionInput {
  readonly plan: Plan;
  readonly source: string;
}

/** Rows of several plans, with a column that says which they are of. */
export function unionOf(
  inputs: readonly UnionInput[],
  columns: readonly Column[],
  sourceColumn: string | undefined,
): Plan {
  return {
    kind: 'union',
    columns,
    inputs: inputs.map(({ plan, source }) => {
      const available = planColumns(plan);
      return {
        plan,
        values: columns.map((column) =>
          column.name === sourceColumn ? literal('string', source) : unionValue(column, available, columns),
        ),
      };
    }),
  };
}

/** The tables that a name with a `*` stands for; undefined for any other operand. */
export function patternTables(operand: KustoExpression, scope: Scope): UnionInput[] | undefined {
  const { FunctionSymbol, GroupSymbol, TableSymbol } = Kusto.Language.Symbols;
  const symbol = operand.ReferencedSymbol;
  const members = symbol instanceof GroupSymbol ? listItems(symbol.Members) : symbol === null ? [] : [symbol];
  const isPattern =
    operand instanceof Kusto.Language.Syntax.NameReference && operand.SimpleName?.includes('*') === true;
  if (isPattern && members.some((member) => member instanceof FunctionSymbol)) {
    // The service does not know their columns.
    const names = members.map(({ Name }) => Name).sort();
    throw refused('A pattern for views', `Name them: "${names.join(', ')}".`, scope.place(operand));
  }
  if (!(symbol instanceof GroupSymbol)) {
    return undefined;
  }
  return members
    .filter((member) => member instanceof TableSymbol)
    .map((symbol) => {
      const name = present(symbol.Name, 'table name');
      const table = present(
        scope.context.tables.find((candidate) => candidate.name === name),
        'table',
      );
      return { plan: tablePlan(table, symbolColumns(symbol).map(plainColumn), scope), source: name };
    });
}

function operandName(operand: KustoExpression): string | undefined {
  const { NameReference, ParenthesizedExpression } = Kusto.Language.Syntax;
  if (operand instanceof ParenthesizedExpression && operand.Expression !== null) {
    return operandName(operand.Expression);
  }
  // A `let` has no name that the result may show.
  return operand instanceof NameReference && operand.ReferencedSymbol instanceof Kusto.Language.Symbols.TableSymbol
    ? (operand.ReferencedSymbol.Name ?? undefined)
    : undefined;
}

/** Columns of one name and several types are parted by a suffix: `x_long`, `x_string`. */
function isSource({ name, type }: Column, column: Column): boolean {
  return type === column.type && (name === column.name || `${name}_${type}` === column.name);
}

/** A column that keeps its name gives no value to another that is called as if it were a part of it. */
function unionValue(column: Column, available: readonly Column[], columns: readonly Column[]): Expression {
  const isKept = ({ name, type }: Column): boolean =>
    name !== column.name && columns.some((other) => other.name === name && other.type === type);
  const source = available.find((candidate) => isSource(candidate, column) && !isKept(candidate));
  return source === undefined
    ? literal(column.type, column.type === 'string' ? '' : null)
    : { kind: 'column', ...source };
}
