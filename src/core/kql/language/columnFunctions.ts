import type { Expression } from '../plan/plan';
import { columnNamed, planColumns } from '../plan/columns';
import { notSupported } from '../queryError';
import { binAuto } from './binAuto';
import { translateExpression } from './expressions';
import { present, type KustoExpression } from './kusto/kusto';
import { literal } from './literals';
import { listedExpressions } from './parameters';
import type { Scope } from './scope';
import { translateTable } from './tables/tables';

type CallNode = Kusto.Language.Syntax.FunctionCallExpression;

/** Functions that ask which columns there are, or what was set: they are answered before the query runs. */
export const columnFunctions: Readonly<
  Record<string, (node: CallNode, args: readonly KustoExpression[], scope: Scope) => Expression>
> = {
  bin_auto: (node, args, scope) => binAuto(node, translateExpression(present(args[0], 'value'), scope), scope),
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  iscolumnexists: (_node, args, scope) => literal('bool', namedColumn(present(args[0], 'name'), scope) !== undefined),
  pack_all: (node, args, scope) => {
    const all = packed(node, scope.columns.map(columnNamed), scope);
    const [ignoresEmpty] = args;
    const ignored = ignoresEmpty === undefined ? undefined : translateExpression(ignoresEmpty, scope);
    if (ignored === undefined || (ignored.kind === 'literal' && ignored.value === false)) {
      return all;
    }
    if (ignored.kind !== 'literal') {
      throw notSupported('pack_all() with an argument that is no literal', scope.place(node));
    }
    return { kind: 'call', type: 'dynamic', name: 'bag_without_empty', arguments: [all], place: scope.place(node) };
  },
  column_names_of: (_node, args, scope) => {
    const columns = planColumns(translateTable(present(args[0], 'table'), scope));
    return literal('dynamic', JSON.stringify(columns.map(({ name }) => name)));
  },
  estimate_data_size: (node, args, scope) => ({
    kind: 'call',
    type: 'long',
    name: 'data_size',
    arguments: args.flatMap((argument) =>
      argument instanceof Kusto.Language.Syntax.StarExpression
        ? scope.columns.map(columnNamed)
        : [translateExpression(argument, scope)],
    ),
    place: scope.place(node),
  }),
  ingestion_time: (_node, _args, scope) => ingestionTime(scope),
  bag_pack_columns: (node, args, scope) =>
    packed(
      node,
      args.map((argument) => translateExpression(argument, scope)),
      scope,
    ),
};

/** The value of such a function; undefined for any other. */
export function columnFunction(name: string, node: CallNode, scope: Scope): Expression | undefined {
  const row = Object.hasOwn(columnFunctions, name) ? columnFunctions[name] : undefined;
  return row?.(node, listedExpressions(node.ArgumentList), scope);
}

/**
 * When the service had a record ready for those who fetch it. `OfficeActivity` does not tell it: there it is the time of the event.
 * Once a row has neither column it is null, as with Kusto after an operator that makes new rows.
 */
function ingestionTime(scope: Scope): Expression {
  const column = ['ContentCreated', 'TimeGenerated']
    .map((name) => scope.columns.find((candidate) => candidate.name === name && candidate.type === 'datetime'))
    .find((candidate) => candidate !== undefined);
  return column === undefined ? literal('datetime', null) : columnNamed(column);
}

function columnIfExists(_node: CallNode, args: readonly KustoExpression[], scope: Scope): Expression {
  return namedColumn(present(args[0], 'name'), scope) ?? translateExpression(present(args[1], 'default'), scope);
}

function namedColumn(node: KustoExpression, scope: Scope): Expression | undefined {
  const name = translateExpression(node, scope);
  if (name.kind !== 'literal' || typeof name.value !== 'string') {
    throw notSupported('A name of a column that is no literal', scope.place(node));
  }
  const column = scope.columns.find((candidate) => candidate.name === name.value);
  return column === undefined ? undefined : columnNamed(column);
}

function packed(node: CallNode, columns: readonly Expression[], scope: Scope): Expression {
  return {
    kind: 'call',
    type: 'dynamic',
    name: 'bag_pack',
    arguments: columns.flatMap((column) => [literal('string', column.kind === 'column' ? column.name : ''), column]),
    place: scope.place(node),
  };
}
