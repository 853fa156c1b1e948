import type { KustoType } from '../../core/kql/kustoType';
import { cellText, escapeControls } from '../../core/notebook/cellText';
import type { CellValue } from '../../core/protocol/queryProtocol';
import { localTime } from './localTime';

/** Characters that a cell shows: more are never in sight, and the value's panel has them all. */
const maxLength = 300;

export interface DisplayOptions {
  readonly isLocalTime: boolean;
  /** Names of the column's numbers. */
  readonly names?: Readonly<Record<string, string>>;
}

const numericTypes: ReadonlySet<KustoType> = new Set(['decimal', 'int', 'long', 'real']);

export function isNumeric(type: KustoType): boolean {
  return numericTypes.has(type);
}

/** What a cell shows of its value, on one line: `2 (ExchangeItem)` for a number that has a name. */
export function displayText(value: CellValue, type: KustoType, { isLocalTime, names }: DisplayOptions): string {
  if (value === null) {
    return '';
  }
  if (type === 'datetime' && typeof value === 'string' && isLocalTime) {
    return localTime(value);
  }
  const text = cellText(value, type);
  const name = names !== undefined && Object.hasOwn(names, text) ? names[text] : undefined;
  const whole = name === undefined ? text : `${text} (${name})`;
  return escapeControls(whole.length > maxLength ? `${whole.slice(0, maxLength - 1)}…` : whole);
}

/** Whether a value has more to it than its cell can show. */
export function isNested(value: CellValue): value is Exclude<CellValue, null | boolean | number | string> {
  return typeof value === 'object' && value !== null;
}
