import type { Column } from '../kustoType';
import { planColumns } from '../plan/columns';
import type { Expression, Plan } from '../plan/plan';
import { notSupported } from '../queryError';
import { translateExpression } from './expressions';
import { present, separatedItems, type KustoExpression } from './kusto';
import { firstWord, kustoType } from './kustoSymbols';
import { literal } from './literals';
import { listedExpressions } from './parameters';
import type { Scope } from './scope';

type EvaluateNode = Kusto.Language.Syntax.EvaluateOperator;
type Plugin = (args: readonly KustoExpression[], schema: readonly Column[], call: PluginCall) => Plan;

interface PluginCall {
  readonly node: EvaluateNode;
  readonly input: Plan;
  readonly scope: Scope;
}

/**
 * `evaluate`: the plugins that are supported. The columns of a plugin's result must be known before it runs; where the data makes
 * them, the query has to say them (`: (a: long, b: string)`).
 */
export function evaluate(node: EvaluateNode, input: Plan, scope: Scope): Plan {
  const call = present(node.FunctionCall, 'plugin');
  const name = present(call.Name?.SimpleName, 'plugin name');
  const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (plugin === undefined) {
    throw notSupported(`evaluate ${name}()`, scope.place(node));
  }
  const declared = separatedItems(node.Schema?.Schema?.Columns ?? null).map((column): Column => ({
    name: present(column.Name?.SimpleName, 'column name'),
    type: kustoType(column.Type?.ReferencedSymbol ?? null),
  }));
  return plugin(listedExpressions(call.ArgumentList), declared, { node, input, scope });
}

function requireSchema(name: string, schema: readonly Column[], { node, scope }: PluginCall): void {
  if (schema.length === 0) {
    throw notSupported(
      `evaluate ${name}() without its columns (": (Name: string, Size: long)" after it)`,
      scope.place(node),
    );
  }
}

/** The members of a bag that the schema names become columns; other columns of the schema are the input's. */
const bagUnpack: Plugin = (args, schema, call) => {
  const { input, node, scope } = call;
  requireSchema('bag_unpack', schema, call);
  if (args.length > 2) {
    throw notSupported(`evaluate bag_unpack() with ${args.length} arguments`, scope.place(node));
  }
  const bag = translateExpression(present(args[0], 'bag'), scope);
  const prefix = args[1] === undefined ? '' : constantText(args[1]);
  const source = bag.kind === 'column' ? bag.name : undefined;
  const own = new Map(planColumns(input).map((column) => [column.name, column]));
  const member = (column: Column): Expression => ({
    kind: 'call',
    type: column.type,
    name: `to${column.type}`,
    place: scope.place(node),
    arguments: [
      {
        kind: 'call',
        type: 'dynamic',
        name: 'member',
        arguments: [bag, literal('string', column.name.slice(prefix.length))],
        place: scope.place(node),
      },
    ],
  });
  return {
    kind: 'project',
    input,
    columns: schema.map((column) => {
      const kept = column.name === source ? undefined : own.get(column.name);
      return { name: column.name, expression: kept === undefined ? member(column) : { kind: 'column', ...kept } };
    }),
  };
};

function constantText(node: KustoExpression): string {
  if (typeof node.LiteralValue === 'string') {
    return node.LiteralValue;
  }
  throw notSupported(`"${firstWord(node)}" as a prefix`, { start: node.TextStart, length: node.Width });
}

/** A row for each cell: the number of the row, the name of the column, the value as text. */
const narrow: Plugin = (_args, _schema, { input, node, scope }) => {
  const columns = planColumns(input);
  const row = '(narrow) row';
  const call = (name: string, args: readonly Expression[], type: Column['type']): Expression => ({
    kind: 'call',
    type,
    name,
    arguments: args,
    place: scope.place(node),
  });
  const numbered: Plan = {
    kind: 'project',
    input,
    columns: [
      { name: row, expression: call('row_number', [literal('long', 0n)], 'long') },
      ...columns.map((column) => ({ name: column.name, expression: { kind: 'column' as const, ...column } })),
    ],
  };
  return {
    kind: 'union',
    columns: [
      { name: 'Row', type: 'long' },
      { name: 'Column', type: 'string' },
      { name: 'Value', type: 'string' },
    ],
    inputs: columns.map((column) => ({
      plan: numbered,
      values: [
        { kind: 'column', type: 'long', name: row },
        literal('string', column.name),
        call('tostring', [{ kind: 'column', ...column }], 'string'),
      ],
    })),
  };
};

/** The plugins by name. */
export const plugins: Readonly<Record<string, Plugin>> = { bag_unpack: bagUnpack, narrow };
