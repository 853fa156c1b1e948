import type { Place } from '../../../queryError';
import type { TextChange } from '../diagnostics/diagnostic';
import { formatKql } from './formatText';

/**
 * Lays out a part of a text, as it is where the whole text is laid out: its words, and the space before each.
 *
 * @returns undefined where the part has no words
 */
export function formatSelection(text: string, { start, length }: Place): TextChange | undefined {
  const first = countSigns(text.slice(0, start));
  const last = first + countSigns(text.slice(start, start + length));
  if (first === last) {
    return undefined;
  }
  const formatted = formatKql(text);
  const from = endOfSign(text, first);
  return {
    start: from,
    length: endOfSign(text, last) - from,
    text: formatted.slice(endOfSign(formatted, first), endOfSign(formatted, last)),
  };
}

/** All but space, which is all that the layout changes. */
function countSigns(text: string): number {
  return text.replaceAll(/\s+/g, '').length;
}

/** Where so many signs of a text have ended. */
function endOfSign(text: string, count: number): number {
  let seen = 0;
  let end = 0;
  while (seen < count) {
    if (/\S/.test(text.charAt(end))) {
      seen += 1;
    }
    end += 1;
  }
  return end;
}
