import type { Column } from '../../kql/kustoType';
import { exactJson } from '../../kql/values/exactNumbers';
import { columnName, quoted } from '../../powershell/translate/kqlText';
import type { CellValue } from '../../protocol/queryProtocol';
import type { ValuePath } from '../../protocol/resultPlace';
import { cellText } from '../cellText';
import { kqlLiteral } from '../copy/kqlDatatable';
import { memberAccess } from './memberAccess';

/**
 * A condition of KQL that is true for the rows with exactly this value in a column, or in a part of it; or, excluding, for all
 * others.
 *
 * A text that is null is an empty one in Kusto. Parts of a dynamic value are compared by their text, as Kusto writes it.
 */
export function kqlCondition(column: Column, value: CellValue, isExcluded: boolean, path: ValuePath = []): string {
  const name = `${columnName(column.name)}${memberAccess(path)}`;
  const operator = isExcluded ? '!=' : '==';
  if (column.type === 'string' && (value === null || value === '')) {
    return `${isExcluded ? 'isnotempty' : 'isempty'}(${name})`;
  }
  if (value === null) {
    return `${isExcluded ? 'isnotnull' : 'isnull'}(${name})`;
  }
  if (column.type === 'dynamic') {
    return `tostring(${name}) ${operator} ${dynamicText(value)}`;
  }
  if (column.type === 'real' && value === 'NaN') {
    // NaN is unequal to everything, itself included.
    return isExcluded ? `isnull(${name}) or not(isnan(${name}))` : `isnan(${name})`;
  }
  return `${name} ${operator} ${kqlLiteral(value, column.type)}`;
}

function dynamicText(value: CellValue): string {
  if (typeof value === 'object') {
    return `tostring(parse_json(${quoted(exactJson(value))}))`;
  }
  return quoted(cellText(value));
}
