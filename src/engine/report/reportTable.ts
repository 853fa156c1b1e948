import type { Column, KustoType } from '../../core/kql/kustoType';
import { cellText, escapeControls } from '../../core/notebook/cellText';
import { resultEnums } from '../../core/notebook/resultEnums';
import { filledColumns } from '../../core/notebook/shownColumns';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import { html, nothing, type Html } from './html';
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
    return html`<p class="note">No rows.</p>`;
  }
  const shown = filledColumns(columns.length, rows);
  const enums = new Map(resultEnums(columns).map(({ column, names }) => [column, names]));
  const heads = shown.map(
    (index) => html`<th scope="col" ${classOf(columns[index])}>${escapeControls(columns[index]?.name ?? '')}</th>`,
  );
  const lines = rows.map(
    (row) =>
      html`<tr>
        ${shown.map((index) => html`<td${classOf(columns[index])}>${valueHtml(row[index] ?? null, columns[index], enums.get(index))}</td>`)}
      </tr> `,
  );
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <caption>
        ${captionText(rows.length, rowCount, columns.length - shown.length)}
      </caption>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div> `;
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
    ? html`${whole.slice(0, maxValueLength)}<span class="note">
          … ${(whole.length - maxValueLength).toLocaleString('en')} more characters</span
        >`
    : html`${whole}`;
}

function classOf(column: Column | undefined): Html {
  return column !== undefined && numberTypes.has(column.type) ? html` class="number"` : nothing;
}
