import { KqlLanguageService } from '../../../../src/core/kql/language/service/languageService';
import type { KqlFix } from '../../../../src/core/kql/language/service/diagnostics/diagnostic';
import { archiveTables } from '../../../../src/core/schema/archiveTables';

export const service = new KqlLanguageService(archiveTables(['SessionKey']));

/** A text with its cursor, which is written as `¦`. */
export function withCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('¦');
  return { text: marked.replace('¦', ''), offset };
}

/** The text after a fix. */
export function applyFix(text: string, { edits }: KqlFix): string {
  return edits
    .toReversed()
    .reduce(
      (changed, edit) => changed.slice(0, edit.start) + edit.text + changed.slice(edit.start + edit.length),
      text,
    );
}
