import type { CellOutcome } from './notebookRun';
import { cellHtml } from './cellHtml';
import type { Html } from './html';
import { reportHtml, type ReportHeader } from './reportHtml';
import { renderMarkdown } from './reportMarkdown';

/**
 * The outcomes of a run as one HTML file: no scripts, nothing that is loaded. Its title is the heading that the notebook begins with;
 * that of `header` where there is none.
 */
export async function runReport(outcomes: AsyncIterable<CellOutcome>, header: ReportHeader): Promise<string> {
  const cells: Html[] = [];
  let { title } = header;
  let isLowered = true;
  let failed = 0;
  for await (const outcome of outcomes) {
    const heading =
      outcome.index === 0 && outcome.cell.kind === 'markdown'
        ? renderMarkdown(outcome.cell.text, { isTitleCut: false, isLowered: false }).title
        : undefined;
    title = heading ?? title;
    isLowered &&= heading === undefined;
    cells.push(await cellHtml(outcome, { isTitleCut: heading !== undefined, isLowered }));
    failed += outcome.error === undefined ? 0 : 1;
  }
  return reportHtml({ ...header, title }, cells, failed);
}
