import type { KustoType } from '../kql/kustoType';
import { exactDigits, exactJson } from '../kql/values/exactNumbers';
import type { CellValue } from '../protocol/queryProtocol';

/**
 * A value as text on one line: nested values as compact JSON, null as nothing. Times come with all seven digits that KQL has; most
 * are zeros, which are left out.
 */
export function cellText(value: CellValue, type: KustoType = 'dynamic'): string {
  if (value === null) {
    return '';
  }
  if (type === 'datetime' && typeof value === 'string') {
    return value.replace(/\.?0+Z$/, 'Z');
  }
  return typeof value === 'object' ? exactJson(value) : (exactDigits(value) ?? String(value));
}

/**
 * Makes control characters and bidirectional marks visible: records are written by strangers, and a terminal escape or a
 * right-to-left mark would make a text look like another one.
 */
export function escapeControls(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
