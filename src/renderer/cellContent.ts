import { cellText, escapeControls } from '../core/notebook/cellText';
import type { KustoType } from '../core/kql/kustoType';
import type { CellValue } from '../core/protocol/queryProtocol';

/** Characters that a cell shows before it has to be expanded. */
const maxShortLength = 160;

/** What a cell shows. */
export interface CellContent {
  /** One line. */
  readonly short: string;
  /** The whole value on lines of its own, where the short text is not all of it. */
  readonly long?: string;
}

const numericTypes: ReadonlySet<KustoType> = new Set(['int', 'long', 'real', 'decimal']);

export function isNumeric(type: KustoType): boolean {
  return numericTypes.has(type);
}

export function cellContent(value: CellValue, type: KustoType): CellContent {
  const whole = cellText(value, type);
  const short = escapeControls(whole.length > maxShortLength ? `${whole.slice(0, maxShortLength - 1)}…` : whole);
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  const isCut = whole.length > maxShortLength || (typeof value === 'string' && /[\r\n]/.test(value));
  if (isNested) {
    return { short, long: escapeExceptLines(JSON.stringify(value, undefined, 2)) };
  }
  return isCut ? { short, long: escapeExceptLines(whole) } : { short };
}

function escapeExceptLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(escapeControls)
    .join('\n');
}
