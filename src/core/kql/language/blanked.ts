import type { Place } from '../queryError';

/** A text with blanks in one place: all else keeps its own. */
export function blanked(text: string, { start, length }: Place): string {
  const end = start + length;
  return text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, ' ') + text.slice(end);
}
