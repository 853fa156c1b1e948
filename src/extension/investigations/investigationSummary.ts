import type { AuditNotebook } from '../../core/notebook/notebookFormat';

export interface InvestigationSummary {
  readonly title: string;
  /** One sentence. */
  readonly description: string;
}

/** What a notebook says of itself: the heading that it begins with, and the paragraph below. */
export function summarizeInvestigation({ cells }: AuditNotebook, fallbackTitle: string): InvestigationSummary {
  const [heading = '', ...paragraphs] = (cells[0]?.text ?? '').split(/\n\s*\n/);
  return {
    title: /^#\s+(.+)/.exec(heading)?.[1] ?? fallbackTitle,
    // A list shows no Markdown: code is told by its words alone.
    description: (paragraphs[0] ?? '').replaceAll('`', '').replaceAll(/\s+/g, ' '),
  };
}
