import type { Column, KustoType } from '../../core/kql/kustoType';
import { cellText, escapeControls } from '../../core/notebook/cellText';
import { resultEnums } from '../../core/notebook/resultEnums';
import { filledColumns } from '../../core/notebook/shownColumns';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import { type Html, markup, nothing } from './html';
import { valueText } from './valueText';
import { countOf } from './words';

/** Characters of a value that are shown: the text of a whole record would fill pages. */
const maxValueLength = 1_000;

/** Characters of a line that is not broken: an address of a mailbox or a GUID is read at a glance. */
const maxUnbroken = 60;

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
    return markup`<p class="note">Nothing was found.</p>`;
  }
  const shown = filledColumns(columns.length, rows);
  const enums = new Map(resultEnums(columns).map(({ column, names }) => [column, names]));
  const texts = rows.map((row) =>
    shown.map((index) => shownText(row[index] ?? null, columns[index], enums.get(index))),
  );
  const classes = shown.map((index, at) =>
    classOf(
      columns[index],
      texts.map((row) => row[at] ?? ''),
    ),
  );
  const heads = shown.map(
    (index, at) => markup`<th scope="col"${classes[at] ?? nothing}>${escapeControls(columns[index]?.name ?? '')}</th>`,
  );
  const lines = texts.map(
    (row) => markup`<tr>${row.map((text, at) => markup`<td${classes[at] ?? nothing}>${cutText(text)}</td>`)}</tr>\n`,
  );
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

function shownText(value: CellValue, column: Column | undefined, names: Readonly<Record<string, string>> = {}): string {
  const text = cellText(value, column?.type);
  return Object.hasOwn(names, text) ? `${text} (${names[text] ?? ''})` : valueText(value, column?.type);
}

function cutText(text: string): Html {
  return text.length > maxValueLength
    ? markup`${text.slice(0, maxValueLength)}<span class="note">
          … ${(text.length - maxValueLength).toLocaleString('en')} more characters</span
        >`
    : markup`${text}`;
}

function classOf(column: Column | undefined, texts: readonly string[]): Html {
  if (column?.type === 'datetime') {
    return markup` class="time"`;
  }
  if (column !== undefined && numberTypes.has(column.type)) {
    return markup` class="number"`;
  }
  const isLong = texts.some((text) => text.split('\n').some((line) => line.length > maxUnbroken));
  return isLong ? markup` class="long"` : nothing;
}
