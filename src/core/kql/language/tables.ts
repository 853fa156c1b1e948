import type { Column } from '../kustoType';
import { planColumns } from '../plan/columns';
import type { Expression, Plan } from '../plan/plan';
import { notSupported } from '../queryError';
import { dispatch, type RowsByClass } from './dispatch';
import { translateExpression } from './expressions';
import { listItems, present, separatedItems, type KustoExpression } from './kusto';
import { firstWord, isTabular, placeOf, plainColumn, resultColumns, symbolColumns } from './kustoSymbols';
import { literal } from './literals';
import { operatorRows } from './operators';
import { namedParameters, parameterText } from './parameters';
import type { Scope } from './scope';
import { tupleItems } from './tupleExpressions';
import { search } from './searchOperator';
import { expandCall } from './statements';

/** Turns a bound tabular expression into a plan. */
export function translateTable(node: KustoExpression, scope: Scope): Plan {
  return dispatch(tableRows, node, scope);
}

const oneRow: Plan = { kind: 'rows', columns: [], rows: [[]] };

/** What rows come from. */
export const tableRows: RowsByClass<[Scope], Plan> = {
  PipeExpression: (node, scope) => {
    const input = translateTable(present(node.Expression, 'input'), scope);
    return dispatch(operatorRows, present(node.Operator, 'operator'), input, scope);
  },
  ParenthesizedExpression: (node, scope) => translateTable(present(node.Expression, 'query'), scope),
  MaterializeExpression: (node, scope) => translateTable(present(node.Expression, 'query'), scope),
  ToTableExpression: (node, scope) => translateTable(present(node.Expression, 'query'), scope),
  NameReference: translateTableName,
  FunctionCallExpression: (node, scope) => {
    const expanded = expandCall(node, scope);
    if (expanded?.kind !== 'tabular') {
      throw notSupported(`${firstWord(node)}()`, scope.place(node));
    }
    return expanded.plan;
  },
  DataTableExpression: (node, scope) => {
    const columns = resultColumns(node).map(plainColumn);
    const values = separatedItems(node.Values).map((value) => translateExpression(value, scope));
    const rows = Array.from({ length: Math.ceil(values.length / columns.length) }, (_, row) =>
      values.slice(row * columns.length, (row + 1) * columns.length),
    );
    return { kind: 'rows', columns, rows };
  },
  PrintOperator: (node, scope) => {
    const columns = resultColumns(node);
    const values = separatedItems(node.Expressions).flatMap(
      (expression) =>
        tupleItems(expression, scope)?.map((item) => item.expression) ?? [translateExpression(expression, scope)],
    );
    return {
      kind: 'project',
      input: oneRow,
      columns: columns.map((column, index) => ({
        name: column.name,
        expression: present(values[index], 'value'),
      })),
    };
  },
  RangeOperator: (node, scope) => ({
    kind: 'range',
    column: plainColumn(present(resultColumns(node)[0], 'column')),
    from: translateExpression(present(node.From, 'start'), scope),
    to: translateExpression(present(node.To, 'end'), scope),
    step: translateExpression(present(node.Step, 'step'), scope),
    place: scope.place(node),
  }),
  UnionOperator: (node, scope) => translateUnion(node, undefined, scope),
  SearchOperator: (node, scope) => search(node, undefined, scope),
};

function translateTableName(node: Kusto.Language.Syntax.NameReference, scope: Scope): Plan {
  const name = present(node.SimpleName, 'table name');
  const binding = scope.find(name);
  if (binding?.kind === 'tabular') {
    return binding.plan;
  }
  if (node.ReferencedSymbol instanceof Kusto.Language.Symbols.TableSymbol) {
    // The name may be a pattern that one table meets.
    const table = present(node.ReferencedSymbol.Name, 'table name');
    return { kind: 'table', name: table, columns: resultColumns(node).map(plainColumn) };
  }
  throw notSupported(`The table "${name}"`, scope.place(node));
}

/** `union`, with what was piped into it as the first input. */
export function translateUnion(node: Kusto.Language.Syntax.UnionOperator, piped: Plan | undefined, scope: Scope): Plan {
  const columns = resultColumns(node).map(plainColumn);
  const parameters = namedParameters(node.Parameters);
  const sourceColumn = parameterText(parameters, 'withsource') ?? parameterText(parameters, 'with_source');
  const operands = separatedItems(node.Expressions);
  const named = operands.flatMap(
    (operand, index) =>
      patternTables(operand) ?? {
        plan: translateTable(operand, scope),
        source: operandName(operand) ?? `union_arg${index + (piped === undefined ? 0 : 1)}`,
      },
  );
  const inputs = [...(piped === undefined ? [] : [{ plan: piped, source: 'union_arg0' }]), ...named];
  return unionOf(inputs, columns, sourceColumn);
}

/** Rows of several plans, with a column that says which they are of. */
export function unionOf(
  inputs: readonly { readonly plan: Plan; readonly source: string }[],
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
          column.name === sourceColumn ? literal('string', source) : unionValue(column, available),
        ),
      };
    }),
  };
}

/** The tables that a name with a `*` stands for; undefined for any other operand. */
function patternTables(operand: KustoExpression): { plan: Plan; source: string }[] | undefined {
  const { GroupSymbol, TableSymbol } = Kusto.Language.Symbols;
  if (!(operand.ReferencedSymbol instanceof GroupSymbol)) {
    return undefined;
  }
  return listItems(operand.ReferencedSymbol.Members)
    .filter((member) => member instanceof TableSymbol)
    .map((table) => {
      const name = present(table.Name, 'table name');
      return { plan: { kind: 'table', name, columns: symbolColumns(table).map(plainColumn) }, source: name };
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
function unionValue(column: Column, available: readonly Column[]): Expression {
  const source = available.find(
    ({ name, type }) => type === column.type && (name === column.name || `${name}_${type}` === column.name),
  );
  return source === undefined
    ? literal(column.type, column.type === 'string' ? '' : null)
    : { kind: 'column', ...source };
}

/** A query that an operator takes (`join (...)`), which must be a table. */
export function tableOperand(node: KustoExpression, scope: Scope): Plan {
  if (!isTabular(node)) {
    throw notSupported(`"${firstWord(node)}" as a table`, placeOf(node));
  }
  return translateTable(node, scope);
}
