import type { KustoType } from '../../kql/kustoType';
import { exactJson } from '../../kql/values/exactNumbers';
import { columnName, quoted } from '../../powershell/translate/kqlText';
import type { CellValue } from '../../protocol/queryProtocol';
import { cellText } from '../cellText';
import type { CopyTable } from './copyTable';

/** A table as a `datatable` of KQL, which gives the same rows in any cluster. */
export function kqlDatatable({ columns, rows }: CopyTable): string {
  const header = columns.map(({ name, type }) => `${columnName(name)}:${type}`).join(', ');
  const lines = rows.map((row) => columns.map(({ type }, index) => kqlLiteral(row[index] ?? null, type)).join(', '));
  return `datatable(${header}) [\n${lines.map((line) => `  ${line}`).join(',\n')}\n]`;
}

/** A value as KQL writes it. */
export function kqlLiteral(value: CellValue, type: KustoType): string {
  if (type === 'string') {
    return quoted(cellText(value));
  }
  if (type === 'dynamic') {
    return `dynamic(${exactJson(value).replaceAll(/[\u2028\u2029]/g, escapeLine)})`;
  }
  if (value === null) {
    return `${type}(null)`;
  }
  const text = cellText(value, type);
  switch (type) {
    case 'bool':
      return text;
    case 'int':
    case 'long':
    case 'decimal':
    case 'datetime':
    case 'timespan':
    case 'guid':
      return `${type}(${plainText(text)})`;
    case 'real':
      return `real(${realText(text)})`;
  }
}

/** Values of these types need no quotes; whatever else a payload brings must not end the literal. */
function plainText(text: string): string {
  return /^[\w.:+-]+$/.test(text) ? text : 'null';
}

function realText(text: string): string {
  const named = new Map([
    ['NaN', 'nan'],
    ['Infinity', '+inf'],
    ['-Infinity', '-inf'],
  ]);
  return named.get(text) ?? plainText(text);
}

function escapeLine(separator: string): string {
  return `\\u${separator.charCodeAt(0).toString(16)}`;
}
