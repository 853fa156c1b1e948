import type { Column } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import { columnNamed, planColumns } from '../../plan/columns';
import type { Expression, Plan } from '../../plan/plan';
import { notSupported } from '../../queryError';
import { translateExpression } from '../expressions';
import { present, type KustoExpression } from '../kusto/kusto';
import { expressionType, resultColumns } from '../kusto/kustoSymbols';
import { literal } from '../literals';
import { nameAndValue } from '../parameters';
import { tableOperand } from '../tables/tables';
import type { Plugin, PluginCall } from './plugin';

const addressName = '(lookup) address';

/**
 * `ipv4_lookup`, `ipv6_lookup`: each row with the rows of a table whose network its address is in. Each different address is compared
 * with all networks once; the rows then join by their address.
 *
 * @param isMatch the function that compares an address with a network.
 */
export function addressLookup(isMatch: string): Plugin {
  return (call) => {
    const { node, input, scope, place } = call;
    const { table, address, network, extraKeys, keepsUnmatched } = readArguments(call);
    const addresses: Plan = {
      kind: 'summarize',
      input,
      keys: [{ name: addressName, expression: translateExpression(address, scope) }],
      aggregates: [],
    };
    const addressColumn: Column = { name: addressName, type: 'string' };
    const one = literal('long', 1n);
    const pairs: Plan = {
      kind: 'join',
      joinKind: 'inner',
      left: addresses,
      right: table,
      on: [{ left: one, right: one }],
      columns: [
        { side: 'left', source: addressName, column: addressColumn },
        ...planColumns(table).map((column) => ({ side: 'right' as const, source: column.name, column })),
      ],
    };
    const matches: Plan = {
      kind: 'filter',
      input: pairs,
      predicate: callOf(isMatch, 'bool', [columnNamed(addressColumn), translateExpression(network, scope)], place),
    };
    const keys = extraKeys.map((key) => keyColumn(translateExpression(key, scope), call));
    const keyNames = new Set(keys.map(({ name }) => name));
    const sources = [
      ...planColumns(input).map(({ name }) => ({ side: 'left' as const, source: name })),
      ...planColumns(table)
        .filter(({ name }) => !keyNames.has(name))
        .map(({ name }) => ({ side: 'right' as const, source: name })),
    ];
    const columns = resultColumns(node);
    return {
      kind: 'join',
      joinKind: keepsUnmatched ? 'leftouter' : 'inner',
      left: input,
      right: matches,
      on: [
        { left: translateExpression(address, scope), right: columnNamed(addressColumn) },
        ...keys.map((key) => ({ left: columnNamed(key), right: columnNamed(key) })),
      ],
      columns: sources.map((source, index) => {
        const { name, type } = present(columns[index], 'column');
        return { ...source, column: { name, type } };
      }),
    };
  };
}

function keyColumn(key: Expression, { name, place }: PluginCall): Column {
  if (key.kind !== 'column') {
    throw notSupported(`evaluate ${name}() with a key that is no column`, place);
  }
  return { name: key.name, type: key.type };
}

interface LookupArguments {
  readonly table: Plan;
  readonly address: KustoExpression;
  readonly network: KustoExpression;
  /** Columns of both tables that must be equal too. */
  readonly extraKeys: readonly KustoExpression[];
  readonly keepsUnmatched: boolean;
}

function readArguments({ arguments: args, scope }: PluginCall): LookupArguments {
  const [table, address, network, ...rest] = args.map((argument) => nameAndValue(argument));
  // The last argument may say whether rows without a match are kept.
  const isFlag = (value: KustoExpression): boolean => expressionType(value) === 'bool';
  const flag = rest.find(({ value }) => isFlag(value))?.value;
  const keepsUnmatched = flag === undefined ? undefined : translateExpression(flag, scope);
  return {
    table: tableOperand(present(table, 'table').value, scope),
    address: present(address, 'address').value,
    network: present(network, 'network').value,
    extraKeys: rest.map(({ value }) => value).filter((value) => !isFlag(value)),
    keepsUnmatched: keepsUnmatched?.kind === 'literal' && keepsUnmatched.value === true,
  };
}
