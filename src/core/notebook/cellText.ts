import type { CellValue } from '../protocol/engineProtocol';

/** A value as text on one line: nested values as compact JSON, null as nothing. */
export function cellText(value: CellValue): string {
  if (value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
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
