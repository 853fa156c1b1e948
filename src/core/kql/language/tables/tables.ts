import type { Plan } from '../../plan/plan';
import { isChanging } from '../../plan/sharedPlans';
import { notSupported, queryError, refused } from '../../queryError';
import { dispatch, type RowsByClass } from '../dispatch';
import { translateExpression } from '../expressions';
import { externalData } from './externalData';
import { find } from '../operators/search/findOperator';
import { present, separatedItems, type KustoExpression } from '../kusto/kusto';
import { firstWord, isTabular, placeOf, plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { operatorRows } from '../operators/operators';
import { listedExpressions } from '../parameters';
import { refusedPlugins } from '../plugins/refusedPlugins';
import { insteadOfTable } from '../problems/tablesElsewhere';
import type { Scope } from '../scope';
import { tablePlan } from './tablePlan';
import { tupleItems } from '../operators/tupleExpressions';
import { search } from '../operators/search/searchOperator';
import { expandCall } from '../statements';
import { translateUnion } from '../operators/unionOperator';
import { watchlistFunction, watchlistRows } from './watchlists';

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
  MaterializeExpression: (node, scope) => {
    const input = translateTable(present(node.Expression, 'query'), scope);
    return isChanging(input) ? { kind: 'shared', name: scope.newName(), input } : input;
  },
  ToTableExpression: (node, scope) => translateTable(present(node.Expression, 'query'), scope),
  NameReference: translateTableName,
  FunctionCallExpression: (node, scope) => {
    const expanded = expandCall(node, scope);
    if (expanded?.kind === 'tabular') {
      return expanded.plan;
    }
    if (node.Name?.SimpleName === watchlistFunction) {
      return watchlistRows(node, scope);
    }
    if (node.Name?.SimpleName === 'table') {
      return storedTable(node.ResultType, node, scope);
    }
    throw notSupported(`${firstWord(node)}()`, scope.place(node));
  },
  DataTableExpression: (node, scope) => {
    const columns = resultColumns(node).map(plainColumn);
    if (columns.length === 0) {
      throw queryError('A datatable has columns: "datatable(Name: string)["ann", "bob"]".', scope.place(node));
    }
    const values = separatedItems(node.Values).map((value) => translateExpression(value, scope));
    const rows = Array.from({ length: Math.ceil(values.length / columns.length) }, (_, row) =>
      values.slice(row * columns.length, (row + 1) * columns.length),
    );
    return { kind: 'rows', columns, rows };
  },
  ExternalDataExpression: externalData,
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
  FindOperator: find,
  EvaluateOperator: (node, scope) => {
    const name = present(node.FunctionCall?.Name?.SimpleName, 'plugin name');
    throw refused(
      `evaluate ${name}() without rows before it`,
      refusedPlugins[name] ?? `Write it after a table: "Table | evaluate ${name}(...)".`,
      scope.place(node),
    );
  },
};

function translateTableName(node: Kusto.Language.Syntax.NameReference, scope: Scope): Plan {
  const name = present(node.SimpleName, 'table name');
  const binding = scope.find(name);
  if (binding?.kind === 'tabular') {
    return binding.plan;
  }
  const expanded = expandCall(node, scope);
  if (expanded?.kind === 'tabular') {
    return expanded.plan;
  }
  // The name may be a pattern that one table meets.
  return storedTable(node.ReferencedSymbol, node, scope);
}

function storedTable(symbol: Kusto.Language.Symbols.Symbol | null, node: KustoExpression, scope: Scope): Plan {
  const table =
    symbol instanceof Kusto.Language.Symbols.TableSymbol
      ? scope.context.tables.find(({ name }) => name === symbol.Name)
      : undefined;
  if (table === undefined) {
    const name = nameOfTable(node, scope);
    const instead = insteadOfTable(name);
    throw queryError(
      `There is no table ${name} here.${instead === undefined ? '' : ` ${instead}`}`,
      scope.place(node),
      'unknownTable',
    );
  }
  return tablePlan(table, resultColumns(node).map(plainColumn), scope);
}

/** The name that is written, or that `table()` is given. */
function nameOfTable(node: KustoExpression, scope: Scope): string {
  const [argument] =
    node instanceof Kusto.Language.Syntax.FunctionCallExpression ? listedExpressions(node.ArgumentList) : [];
  const given = argument === undefined ? undefined : translateExpression(argument, scope);
  return given?.kind === 'literal' && typeof given.value === 'string' ? given.value : (node.toString() ?? '').trim();
}

/** A query that an operator takes (`join (...)`), which must be a table. */
export function tableOperand(node: KustoExpression, scope: Scope): Plan {
  if (!isTabular(node)) {
    throw notSupported(`"${firstWord(node)}" as a table`, placeOf(node));
  }
  return translateTable(node, scope);
}
