import type { KustoType } from '../../../../src/core/kql/kustoType';
import { exactJson } from '../../../../src/core/kql/values/exactNumbers';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';

/** The names of types as the recorder of the oracle prints them. */
export const oracleTypes: Readonly<Record<KustoType, string>> = {
  bool: 'Bool',
  datetime: 'DateTime',
  decimal: 'Real',
  dynamic: 'Dynamic',
  guid: 'Guid',
  int: 'Int',
  long: 'Int',
  real: 'Real',
  string: 'String',
  timespan: 'TimeSpan',
};

/** A row as the recorder prints it, its numbers cut to the digits that two engines agree on. */
export function rowText(types: readonly KustoType[], row: readonly CellValue[]): string {
  return `(${row.map((value, index) => valueText(types[index] ?? 'string', value)).join(', ')})`;
}

function valueText(type: KustoType, value: CellValue): string {
  if (value === null) {
    return 'null';
  }
  switch (type) {
    case 'bool':
      return value === true ? 'True' : 'False';
    case 'string':
      return `'${scalarText(value)}'`;
    case 'dynamic':
      return exactJson(value, 2);
    case 'real':
    case 'decimal':
      return typeof value === 'number' ? roundedText(value) : scalarText(value);
    default:
      return scalarText(value);
  }
}

function scalarText(value: CellValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function roundedText(value: number): string {
  return Object.is(value, -0) ? '0' : String(Number(value.toPrecision(10)));
}

/** Makes texts of the two engines alike: digits beyond the eleventh, and how an exponent is written. */
export function normalizeNumbers(text: string): string {
  return text.replaceAll(/(?<![\w.:-])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w:T-])/g, (number) =>
    /[.eE]/.test(number) || number === '-0' ? roundedText(Number(number)) : number,
  );
}
