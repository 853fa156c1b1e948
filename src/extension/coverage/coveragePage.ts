import * as vscode from 'vscode';
import type { Coverage } from '../../core/archive/coverage';
import { html, visibleText, type Html } from '../page/html';
import { listGaps, summarize } from './coverageSummary';
import { viewDays, type CoverageView } from './coverageView';
import { summaryText } from './coverageWords';
import { gapTable } from './gapTable';
import { heatMap } from './heatMap';
import { ZonedTime } from './zonedTime';

/** What the page shows. */
export type CoveragePageState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'coverage'; readonly coverage: Coverage }
  /** The archive cannot be read, say. */
  | { readonly kind: 'failure'; readonly text: string };

export interface CoveragePageFacts {
  /** Name of the connection. */
  readonly name: string;
  readonly view: CoverageView;
  readonly locale: string;
  /** Where the user is, by the name of IANA. */
  readonly timeZone: string;
}

export function coverageTitle(name: string): string {
  return vscode.l10n.t('Coverage of {0}', name);
}

/** All that the page's `main` holds. */
export function coveragePage(state: CoveragePageState, facts: CoveragePageFacts): Html {
  return html`<h1 id="title">${visibleText(coverageTitle(facts.name))}</h1>
    ${pageBody(state, facts)}`;
}

function pageBody(state: CoveragePageState, facts: CoveragePageFacts): Html {
  switch (state.kind) {
    case 'loading':
      return html`<div
        class="progress"
        role="progressbar"
        aria-label="${vscode.l10n.t('Reading the archive…')}"
      ></div>`;
    case 'failure':
      return html`<p role="alert">${visibleText(state.text)}</p>
        <div class="buttons">${button('reload', vscode.l10n.t('Try Again'), 'primary')}</div>`;
    case 'coverage':
      return coverageBody(state.coverage, facts);
  }
}

function coverageBody(coverage: Coverage, { name, view, locale, timeZone }: CoveragePageFacts): Html {
  const summary = summarize(coverage);
  if (summary.collected.length === 0) {
    return html`<p role="status">${vscode.l10n.t('Nothing was collected from {0} yet.', visibleText(name))}</p>
      <p>
        ${vscode.l10n.t(
          'A sync brings all that the service still has into the archive: the last 7 days. From then on this page shows what is complete, what can still be fetched, and what is lost.',
        )}
      </p>
      <div class="buttons">${button('sync', vscode.l10n.t('Sync Now'), 'primary')}</div>`;
  }
  const hasHours = view.days === 7;
  const time = new ZonedTime(locale, view.isLocal && hasHours ? timeZone : 'UTC');
  return html`<p role="status" class="summary">${summaryText(summary, time)}</p>
    <div class="buttons">
      ${
        summary.fetchableMs === 0
          ? button('sync', vscode.l10n.t('Sync Now'), 'secondary')
          : button('fetchMissing', vscode.l10n.t('Fetch What Is Missing'), 'primary')
      }
      ${button('queryMissing', vscode.l10n.t('Show as Query'), 'secondary', 'query')}
    </div>
    ${toolbar(view, hasHours)} ${heatMap(coverage, time)} ${gapTable(listGaps(coverage), time)}`;
}

function toolbar(view: CoverageView, hasHours: boolean): Html {
  const days = viewDays.map((count) =>
    toggle(`days/${count}`, vscode.l10n.t('{0} Days', count), view.days === count, 'days', count),
  );
  const zones = [
    toggle('zone/utc', 'UTC', !view.isLocal, 'zone', 'utc'),
    toggle('zone/local', vscode.l10n.t('Local Time'), view.isLocal, 'zone', 'local'),
  ];
  return html`<div class="toolbar">
    <div role="group" aria-label="${vscode.l10n.t('Days shown')}">${days}</div>
    ${
      hasHours
        ? html`<div role="group" aria-label="${vscode.l10n.t('Time zone')}">${zones}</div>`
        : html`<span class="note">${vscode.l10n.t('Days are those of UTC.')}</span>`
    }
  </div>`;
}

function toggle(id: string, label: string, isOn: boolean, command: string, value: string | number): Html {
  return html`<button
    type="button"
    class="toggle"
    id="${id}"
    data-command="${command}"
    data-value="${String(value)}"
    aria-pressed="${String(isOn)}"
  >
    ${label}
  </button>`;
}

/** What is offered first has one id, whatever it is: the focus stays on it when the page is drawn anew. */
function button(command: string, label: string, rank: 'primary' | 'secondary', id = 'action'): Html {
  return html`<button type="button" class="${rank}" id="${id}" data-command="${command}">${label}</button>`;
}
