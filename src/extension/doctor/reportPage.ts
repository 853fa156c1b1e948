import type { Check, CheckStatus, ConnectionReport } from '../../core/protocol/doctorProtocol';
import type { EngineErrorAction } from '../../core/protocol/engineError';
import { Html, html, noHtml, visibleText } from '../page/html';
import { pageDocument, type PageFrame } from '../page/pageDocument';
import { statusIcon } from './statusIcon';

/** What the page shows. */
export type PageState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'report'; readonly report: ConnectionReport }
  /** There is no report: it was cancelled, or could not be made. */
  | { readonly kind: 'message'; readonly text: string };

/** The page's own words, in the user's language. What was found comes from the engine, with the report. */
export interface PageWords {
  readonly title: string;
  readonly checking: string;
  readonly cancel: string;
  readonly checkAgain: string;
  readonly copyAsText: string;
  readonly connection: string;
  readonly whatToDo: string;
  /** How many checks came to each status, in one sentence. */
  readonly summary: (counts: Readonly<Record<CheckStatus, number>>) => string;
  readonly statuses: Readonly<Record<CheckStatus, string>>;
  readonly actions: Readonly<Record<EngineErrorAction, string>>;
}

/** Tells the extension which button was pressed; it is all that runs in the page. */
const script = `
const extension = acquireVsCodeApi();
document.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button !== null) {
    extension.postMessage({ ...button.dataset });
  }
});
`;

export function reportPage(state: PageState, words: PageWords, frame: PageFrame): string {
  return pageDocument(
    {
      title: words.title,
      body: html`<main aria-busy="${String(state.kind === 'checking')}">
        <h1>${words.title}</h1>
        ${stateContent(state, words)}
      </main>`,
      script: html`<script nonce="${frame.nonce}">
        ${new Html(script)};
      </script>`,
    },
    frame,
  );
}

function stateContent(state: PageState, words: PageWords): Html {
  switch (state.kind) {
    case 'checking':
      return html`
        <p role="status">${words.checking}</p>
        <div class="progress" role="progressbar" aria-label="${words.checking}"></div>
        <div class="buttons">${button('cancel', words.cancel, 'secondary')}</div>
      `;
    case 'message':
      return html`
        <p role="status">${visibleText(state.text)}</p>
        <div class="buttons">${button('checkAgain', words.checkAgain, 'primary')}</div>
      `;
    case 'report':
      return reportContent(state.report, words);
  }
}

function reportContent({ checks, facts }: ConnectionReport, words: PageWords): Html {
  return html`
    <p role="status">${words.summary(countStatuses(checks))}</p>
    <div class="buttons">
      ${button('checkAgain', words.checkAgain, 'primary')} ${button('copy', words.copyAsText, 'secondary')}
    </div>
    <ol>
      ${checks.map((check) => checkContent(check, words))}
    </ol>
    <h2>${words.connection}</h2>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${visibleText(value)}</dd>`,
      )}
    </dl>
  `;
}

function checkContent({ id, title, status, detail, help, action }: Check, words: PageWords): Html {
  return html`<li class="${status}">
    ${statusIcon(status)}
    <h2 id="${id}">${visibleText(title)} <span class="status">${words.statuses[status]}</span></h2>
    <p>${visibleText(detail)}</p>
    ${help === undefined ? noHtml : html`<p class="help"><strong>${words.whatToDo}</strong> ${visibleText(help)}</p>`}
    ${action === undefined ? noHtml : helpButton(id, words.actions[action])}
  </li>`;
}

function helpButton(id: Check['id'], label: string): Html {
  return html`<div class="buttons">
    <button type="button" class="secondary" data-command="help" data-check="${id}" aria-describedby="${id}">
      ${label}
    </button>
  </div>`;
}

function button(command: string, label: string, rank: 'primary' | 'secondary'): Html {
  return html`<button type="button" class="${rank}" data-command="${command}">${label}</button>`;
}

function countStatuses(checks: readonly Check[]): Readonly<Record<CheckStatus, number>> {
  const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  return { ok: count('ok'), warning: count('warning'), failed: count('failed'), skipped: count('skipped') };
}
