import type { KustoType } from '../../core/kql/kustoType';
import { cellText, escapeControls } from '../../core/notebook/cellText';
import type { CellValue } from '../../core/protocol/queryProtocol';

/** Elements of a list that each have a line: a longer list, as that of a series, would be a page. */
const maxLines = 20;

/**
 * A value as text for readers, who cannot expand it: the elements of a list stand one a line, and so do the properties of a bag that
 * holds nothing nested. Control characters in what is from records are made visible: the line breaks are the report's own.
 */
export function valueText(value: CellValue, type: KustoType | undefined): string {
  return linesOf(value, type).map(escapeControls).join('\n');
}

function linesOf(value: CellValue, type: KustoType | undefined): readonly string[] {
  if (isList(value) && value.length > 0 && value.length <= maxLines) {
    return value.map((element) => (element === '' || element === null ? JSON.stringify(element) : cellText(element)));
  }
  if (isBag(value)) {
    const properties = Object.entries(value);
    if (properties.length > 0 && properties.every(([, property]) => typeof property !== 'object')) {
      return properties.map(([name, property]) => `${name}: ${cellText(property)}`);
    }
  }
  return [cellText(value, type)];
}

function isList(value: CellValue): value is readonly CellValue[] {
  return Array.isArray(value);
}

function isBag(value: CellValue): value is Readonly<Record<string, CellValue>> {
  return typeof value === 'object' && value !== null && !isList(value);
}
