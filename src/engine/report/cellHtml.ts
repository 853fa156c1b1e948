import type { CellOutcome } from './notebookRun';
import { describeCellError } from './cellError';
import { type Html, markup, nothing } from './html';
import { resultHtml } from './resultHtml';
import { queryLanguageOf } from './notebookCells';
import { renderMarkdown, type ProseOptions } from './reportMarkdown';
import { countOf, elapsedText } from './words';

/** A cell as a part of the report: prose, or a query with what came of it. */
export async function cellHtml(outcome: CellOutcome, prose: ProseOptions): Promise<Html> {
  const { cell, index } = outcome;
  if (cell.kind === 'markdown') {
    return markup`<section class="cell prose">${renderMarkdown(cell.text, prose).body}</section>\n`;
  }
  const label = outcome.name ?? `Cell ${index + 1}`;
  const results: Html[] = [];
  for (const [position, result] of outcome.results.entries()) {
    const name = outcome.results.length === 1 ? label : `${label}, result ${position + 1}`;
    results.push(await resultHtml(result, name));
  }
  return markup`<section class="cell">
<details><summary>${summaryText(label, outcome)}</summary><pre><code>${cell.text}</code></pre></details>
${results}${outcome.error === undefined ? nothing : errorHtml(outcome)}</section>
`;
}

function summaryText(label: string, { cell, results, error, elapsedMs }: CellOutcome): string {
  const language =
    queryLanguageOf(cell) === 'powershell' ? 'PowerShell' : queryLanguageOf(cell) === 'kql' ? 'KQL' : cell.language;
  const rows = results.map(({ rowCount }) => countOf(rowCount, 'row')).join(', ');
  const outcome = error === undefined ? rows : 'failed';
  return [label, language, ...(outcome === '' ? [] : [outcome]), elapsedText(elapsedMs)].join(' · ');
}

function errorHtml({ cell, error }: CellOutcome): Html {
  const { message, place, code } = describeCellError(error, cell.text);
  const where = place === undefined ? '' : ` at line ${place.line}, column ${place.column}`;
  const line =
    code === undefined
      ? nothing
      : markup`\n<pre><code>${code.before}<mark>${code.marked}</mark>${code.after}</code></pre>`;
  return markup`<div class="failed" role="note">
<p><strong>This cell failed${where}.</strong> ${message}</p>${line}
</div>
`;
}
