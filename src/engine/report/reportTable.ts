import type { Column, KustoType } from '../../core/kql/kustoType';
import { cellText, escapeControls } from '../../core/notebook/cellText';
import { resultEnums } from '../../core/notebook/resultEnums';
import { filledColumns } from '../../core/notebook/shownColumns';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import { type Html, markup, nothing } from './html';
import { countOf } from './words';

/** Characters of a value that are shown: the text of a whole record would fill pages. */
const maxValueLength = 1_000;

export interface TableRows {
  readonly columns: readonly Column[];
  /** The first rows. */
  readonly rows: readonly Row[];
  /** How many there are. */
  readonly rowCount: number;
}

const numberTypes: ReadonlySet<KustoType> = new Set<KustoType>(['int', 'long', 'real', 'decimal', 'timespan']);

/** The first rows of a result. Columns that are empty in all of them are left out, and what is left out is said. */
export function tableHtml({ columns, rows, rowCount }: TableRows, label: string): Html {
  if (rowCount === 0) {
    return markup`<p class="note">No rows.</p>`;
  }
  const shown = filledColumns(columns.length, rows);
  const enums = new Map(resultEnums(columns).map(({ column, names }) => [column, names]));
  const heads = shown.map(
    (index) => markup`<th scope="col"${classOf(columns[index])}>${escapeControls(columns[index]?.name ?? '')}</th>`,
  );
  const cellOf = (row: Row, index: number): Html =>
    markup`<td${classOf(columns[index])}>${valueHtml(row[index] ?? null, columns[index], enums.get(index))}</td>`;
  const lines = rows.map((row) => markup`<tr>${shown.map((index) => cellOf(row, index))}</tr>\n`);
  return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<caption>${captionText(rows.length, rowCount, columns.length - shown.length)}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table></div>
`;
}

function captionText(shown: number, rowCount: number, hidden: number): string {
  const rows =
    shown < rowCount
      ? `The first ${countOf(shown, 'row')} of ${rowCount.toLocaleString('en')}`
      : countOf(rowCount, 'row');
  return hidden === 0 ? rows : `${rows}; ${countOf(hidden, 'empty column')} left out`;
}

function valueHtml(value: CellValue, column: Column | undefined, names: Readonly<Record<string, string>> = {}): Html {
  const text = cellText(value, column?.type);
  const whole = escapeControls(Object.hasOwn(names, text) ? `${text} (${names[text] ?? ''})` : text);
  return whole.length > maxValueLength
    ? markup`${whole.slice(0, maxValueLength)}<span class="note">
          … ${(whole.length - maxValueLength).toLocaleString('en')} more characters</span
        >`
    : markup`${whole}`;
}

function classOf(column: Column | undefined): Html {
  if (column?.type === 'datetime') {
    return markup` class="time"`;
  }
  return column !== undefined && numberTypes.has(column.type) ? markup` class="number"` : nothing;
}
