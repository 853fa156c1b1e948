import type { Column } from '../../kustoType';
import { planColumns } from '../../plan/columns';
import type { Expression, Plan } from '../../plan/plan';
import { refused } from '../../queryError';
import { listItems, present, separatedItems, type KustoExpression, type SyntaxNode } from '../kusto/kusto';
import { plainColumn, resultColumns, symbolColumns } from '../kusto/kustoSymbols';
import { literal, missingValue } from '../literals';
import { namedParameters, parameterText } from '../parameters';
import type { Scope } from '../scope';
import { tablePlan } from '../tables/tablePlan';
import { translateTable } from '../tables/tables';

/** `union`, with what was piped into it as the first input. */
export function translateUnion(node: Kusto.Language.Syntax.UnionOperator, piped: Plan | undefined, scope: Scope): Plan {
  const parameters = namedParameters(node.Parameters);
  const sourceColumn = parameterText(parameters, 'withsource') ?? parameterText(parameters, 'with_source');
  const first = piped === undefined ? [] : [{ plan: piped, source: givenName(node.Parent) ?? 'union_arg0' }];
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
  const columns = resultColumns(node).map(plainColumn);
  if (kind !== 'inner') {
    return columns;
  }
  const origins = columnOrigins(inputs, columns, sourceColumn);
  const isInAll = (origin: Column | undefined): boolean =>
    origin !== undefined && inputs.every(({ plan }) => planColumns(plan).some((column) => isSame(column, origin)));
  return columns.filter((column) => column.name === sourceColumn || isInAll(origins.get(column.name)));
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
  const origins = columnOrigins(inputs, columns, sourceColumn);
  return {
    kind: 'union',
    columns,
    inputs: inputs.map(({ plan, source }) => {
      const available = planColumns(plan);
      return {
        plan,
        values: columns.map((column) =>
          column.name === sourceColumn
            ? literal('string', source)
            : unionValue(column, origins.get(column.name), available),
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

/** The name that rows got by `as` before they were piped. */
function givenName(pipe: SyntaxNode | null): string | undefined {
  const { PipeExpression } = Kusto.Language.Syntax;
  const piped = pipe instanceof PipeExpression ? pipe.Expression : null;
  return piped instanceof PipeExpression ? operandName(piped) : undefined;
}

function operandName(operand: KustoExpression): string | undefined {
  const { AsOperator, NameReference, ParenthesizedExpression, PipeExpression } = Kusto.Language.Syntax;
  if (operand instanceof ParenthesizedExpression && operand.Expression !== null) {
    return operandName(operand.Expression);
  }
  if (operand instanceof PipeExpression) {
    return operand.Operator instanceof AsOperator ? (operand.Operator.Name?.SimpleName ?? undefined) : undefined;
  }
  // A `let` has no name that the result may show.
  return operand instanceof NameReference && operand.ReferencedSymbol instanceof Kusto.Language.Symbols.TableSymbol
    ? (operand.ReferencedSymbol.Name ?? undefined)
    : undefined;
}

/**
 * The column of the inputs that each column of the result, by its name, is of. Columns of one name and several types are parted by a
 * suffix (`x_long`, `x_string`), and those whose name is taken then by a number (`x_long1`).
 */
function columnOrigins(
  inputs: readonly UnionInput[],
  columns: readonly Column[],
  sourceColumn: string | undefined,
): ReadonlyMap<string, Column> {
  const byName = new Map<string, Map<string, Column>>();
  for (const column of inputs.flatMap(({ plan }) => planColumns(plan))) {
    byName.set(column.name, (byName.get(column.name) ?? new Map<string, Column>()).set(column.type, column));
  }
  const origins = new Map<string, Column>();
  const match = (origin: Column, isNamed: (name: string, usual: string) => boolean): boolean => {
    const usual = byName.get(origin.name)?.size === 1 ? origin.name : `${origin.name}_${origin.type}`;
    const found = columns.find(
      ({ name, type }) => type === origin.type && name !== sourceColumn && !origins.has(name) && isNamed(name, usual),
    );
    if (found !== undefined) {
      origins.set(found.name, origin);
    }
    return found !== undefined;
  };
  // In the order of the result: all types of a name where it is met first.
  const distinct = [...byName.values()].flatMap((ofName) => [...ofName.values()]);
  const unmatched = distinct.filter((origin) => !match(origin, (name, usual) => name === usual));
  for (const origin of unmatched) {
    match(origin, (name, usual) => name.startsWith(usual) && /^\d+$/.test(name.slice(usual.length)));
  }
  return origins;
}

function isSame(column: Column, other: Column): boolean {
  return column.name === other.name && column.type === other.type;
}

function unionValue(column: Column, origin: Column | undefined, available: readonly Column[]): Expression {
  return origin !== undefined && available.some((candidate) => isSame(candidate, origin))
    ? { kind: 'column', ...origin }
    : missingValue(column.type);
}
