import * as vscode from 'vscode';
import { contentTypeLabels } from '../../core/api/contentType';
import { html, noHtml, type Html } from '../page/html';
import type { CoverageGap } from './coverageSummary';
import { lengthText } from './coverageWords';
import type { ZonedTime } from './zonedTime';

/** A longer list is no alternative to a map; the query has all of them. */
const maxShown = 100;

/** What is missing, as a table: the map's alternative in words. */
export function gapTable(gaps: readonly CoverageGap[], time: ZonedTime): Html {
  return html`<h2 id="gaps">${vscode.l10n.t('What Is Missing')}</h2>
    ${gaps.length === 0 ? html`<p>${vscode.l10n.t('Nothing is missing.')}</p>` : table(gaps, time)}`;
}

function table(gaps: readonly CoverageGap[], time: ZonedTime): Html {
  return html`<div class="scroller">
      <table class="gaps" aria-labelledby="gaps">
        <thead>
          <tr>
            <th scope="col">${vscode.l10n.t('Content type')}</th>
            <th scope="col">${vscode.l10n.t('From')}</th>
            <th scope="col">${vscode.l10n.t('To')}</th>
            <th scope="col">${vscode.l10n.t('Length')}</th>
            <th scope="col">${vscode.l10n.t('State')}</th>
            <th scope="col">${vscode.l10n.t('Actions')}</th>
          </tr>
        </thead>
        <tbody>
          ${gaps.slice(0, maxShown).map((gap) => gapRow(gap, time))}
        </tbody>
      </table>
    </div>
    ${
      gaps.length <= maxShown
        ? noHtml
        : html`<p>${vscode.l10n.t('{0} more. "Show as Query" lists them all.', gaps.length - maxShown)}</p>`
    }`;
}

function gapRow(gap: CoverageGap, time: ZonedTime): Html {
  const { contentType, kind, start, end } = gap;
  const label = contentTypeLabels[contentType];
  const state = kind === 'lost' ? vscode.l10n.t('Lost') : vscode.l10n.t('Can be fetched');
  return html`<tr>
    <td>${label}</td>
    <td>${time.instant(start)}</td>
    <td>${time.instant(end)}</td>
    <td>${lengthText(end - start)}</td>
    <td><span class="sample ${kind === 'lost' ? 'lost' : 'pending'}" aria-hidden="true"></span>${state}</td>
    <td>
      <div class="actions">
        ${kind === 'lost' ? noHtml : gapButton(gap, 'fetchGap', vscode.l10n.t('Fetch'), time)}
        ${gapButton(gap, 'queryGap', vscode.l10n.t('Show as Query'), time)}
      </div>
    </td>
  </tr>`;
}

/** The name that is read out says what it is about: there are many buttons of one label. */
function gapButton(gap: CoverageGap, command: string, label: string, time: ZonedTime): Html {
  const { contentType, kind, start, end } = gap;
  return html`<button
    type="button"
    class="link"
    id="${[command, kind, contentType, start].join('/')}"
    data-command="${command}"
    data-content-type="${contentType}"
    data-start="${String(start)}"
    data-end="${String(end)}"
    aria-label="${`${label}: ${contentTypeLabels[contentType]}, ${time.instant(start)}`}"
  >
    ${label}
  </button>`;
}
