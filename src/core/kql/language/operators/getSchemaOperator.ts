import type { KustoType } from '../../kustoType';
import { planColumns } from '../../plan/columns';
import type { Plan } from '../../plan/plan';
import { plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { literal } from '../literals';

/** The names of .NET's types, which `getschema` gives beside Kusto's. */
const systemTypes: Readonly<Record<KustoType, string>> = {
  bool: 'System.SByte',
  datetime: 'System.DateTime',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  dynamic: 'System.Object',
  guid: 'System.Guid',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  string: 'System.String',
  timespan: 'System.TimeSpan',
};

/** `getschema`: a row for each column. */
export function getSchema(node: Kusto.Language.Syntax.GetSchemaOperator, input: Plan): Plan {
  return {
    kind: 'serialize',
    input: {
      kind: 'rows',
      columns: resultColumns(node).map(plainColumn),
      rows: planColumns(input).map(({ name, type }, index) => [
        literal('string', name),
        literal('long', BigInt(index)),
        literal('string', systemTypes[type]),
        literal('string', type),
      ]),
    },
  };
}
