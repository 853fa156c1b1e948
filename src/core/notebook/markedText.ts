import type { Place } from '../kql/queryError';
import { escapeControls } from './cellText';

/** Characters of a line that are shown before and after the mark. */
const around = 60;

/** The line of a text that has a place in it, with the place between marks: `| where »Operatoin« == "x"`. */
export function markedText(text: string, { start, length }: Place): string {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - around);
  const newline = text.indexOf('\n', start);
  const lineEnd = newline < 0 ? text.length : newline;
  const end = Math.min(Math.max(start + length, start), lineEnd);
  const parts = [
    text.slice(lineStart, start),
    text.slice(start, end),
    text.slice(end, Math.min(lineEnd, end + around)),
  ];
  const [before = '', marked = '', after = ''] = parts.map((part) => escapeControls(part.replaceAll(/[\t\r]/g, ' ')));
  const isCut = lineStart > 0 && text[lineStart - 1] !== '\n';
  return `${isCut ? '…' : ''}${before.trimStart()}»${marked}«${after.trimEnd()}`;
}
