import type { StatementResult } from '../query/queryRunner';
import { html, type Html } from './html';
import { tableHtml } from './reportTable';

/** Rows of a table: a report is read, and the rows are in the archive. */
const maxTableRows = 200;

/** A result as its query wants it to be shown. */
export async function resultHtml(result: StatementResult, label: string): Promise<Html> {
  const { columns, rowCount, statement } = result;
  const notes = (statement.notes ?? []).map((note) => html`<p class="note">${note}</p> `);
  const rows = await result.readRows(0, maxTableRows);
  return html`${notes}${tableHtml({ columns, rows, rowCount }, label)}`;
}
