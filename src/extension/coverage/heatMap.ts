import * as vscode from 'vscode';
import { contentTypeLabels } from '../../core/api/contentType';
import { dayMs, hourMs } from '../../core/api/contentWindow';
import type { Coverage, CoverageCell, CoverageRow, CoverageState } from '../../core/archive/coverage';
import { html, type Html } from '../page/html';
import { cellText, stateWords } from './coverageWords';
import type { ZonedTime } from './zonedTime';

const shownStates = ['complete', 'unsettled', 'pending', 'failed', 'lost', 'deleted', 'none', 'future'] as const;

/**
 * The map: a grid with a row for each content type and a column for each hour or day. One cell can be reached with Tab, the others
 * with the arrow keys; the page's script sees to it. A state is told by a shape of its own, not by its colour alone.
 */
export function heatMap({ rows, stepMs }: Coverage, time: ZonedTime): Html {
  const columns = rows[0]?.cells ?? [];
  return html`<div class="scroller">
      <table role="grid" class="map ${stepMs === hourMs ? 'hours' : 'days'}" aria-labelledby="title">
        <thead>
          <tr role="row">
            <td></td>
            ${columnGroups(columns, stepMs, time).map(
              ({ label, cells }) =>
                html`<th role="columnheader" scope="colgroup" colspan="${String(cells)}">${label}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => mapRow(row, stepMs, time))}
        </tbody>
      </table>
    </div>
    <p id="details" aria-hidden="true"></p>
    ${legend(rows)}`;
}

function mapRow({ contentType, cells }: CoverageRow, stepMs: number, time: ZonedTime): Html {
  return html`<tr role="row">
    <th role="rowheader" scope="row">${contentTypeLabels[contentType]}</th>
    ${cells.map(
      (cell) =>
        html`<td
          role="gridcell"
          id="${contentType}/${String(cell.start)}"
          class="${cell.state}"
          tabindex="-1"
          data-command="cell"
          data-content-type="${contentType}"
          data-start="${String(cell.start)}"
          aria-label="${cellText(contentType, cell, stepMs, time)}"
        ></td>`,
    )}
  </tr>`;
}

/** Only what the map shows. */
function legend(rows: readonly CoverageRow[]): Html {
  const words = stateWords();
  const found = new Set<CoverageState>(rows.flatMap(({ cells }) => cells.map(({ state }) => state)));
  return html`<ul class="legend" aria-label="${vscode.l10n.t('Legend')}">
    ${shownStates
      .filter((state) => found.has(state))
      .map((state) => html`<li><span class="sample ${state}" aria-hidden="true"></span>${words[state]}</li>`)}
  </ul>`;
}

interface ColumnGroup {
  readonly label: string;
  readonly cells: number;
}

/** Hours by their day, days by their week. */
function columnGroups(cells: readonly CoverageCell[], stepMs: number, time: ZonedTime): readonly ColumnGroup[] {
  const groups: { label: string; key: string; cells: number }[] = [];
  for (const { start } of cells) {
    const key = stepMs === hourMs ? time.day(start) : String(weekOf(start));
    const last = groups.at(-1);
    if (last?.key === key) {
      last.cells += 1;
    } else {
      groups.push({ label: stepMs === hourMs ? key : time.date(start), key, cells: 1 });
    }
  }
  return groups;
}

/** A number for each week, of Monday to Sunday: the epoch began on a Thursday. */
function weekOf(instant: number): number {
  return Math.floor((instant / dayMs + 3) / 7);
}
