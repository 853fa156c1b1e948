import type { Column, KustoType } from '../../kql/kustoType';
import type { Row } from '../../protocol/queryProtocol';
import { cellText, escapeControls } from '../cellText';
import type { CopyTable } from './copyTable';

const rightAligned: ReadonlySet<KustoType> = new Set(['decimal', 'int', 'long', 'real']);

/** A table of GitHub Flavored Markdown. What stands in a cell stays text: no markup, no link, no HTML. */
export function markdownTable({ columns, rows }: CopyTable): string {
  return [...markdownHeader(columns), ...rows.map((row) => markdownLine(columns, row))].join('\n');
}

/** The lines that a table begins with. */
export function markdownHeader(columns: readonly Column[]): readonly string[] {
  const rule = columns.map(({ type }) => (rightAligned.has(type) ? '---:' : '---'));
  return [columns.map(({ name }) => markdownText(name)), rule].map(lineOf);
}

/** The line of a row. */
export function markdownLine(columns: readonly Column[], row: Row): string {
  return lineOf(columns.map(({ type }, index) => markdownText(cellText(row[index] ?? null, type))));
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A table's cell is one line, so that a line break becomes the only tag that is written here. */
function markdownText(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) =>
      escapeControls(line)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replace(/[\\`*_[\]|~#!]/g, '\\$&')
        // Addresses become links by themselves, unless their colon or at sign is written in another way.
        .replace(/(https?|ftp|mailto):/gi, '$1&#58;')
        .replace(/\b(www)\./gi, '$1&#46;')
        .replaceAll('@', '&#64;'),
    )
    .join('<br>');
}
