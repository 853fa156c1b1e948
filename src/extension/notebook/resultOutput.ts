import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { maxPayloadRows, resultMime, type ResultPayload } from '../../core/notebook/resultPayload';
import { formatTextTable } from '../../core/notebook/textTable';
import type { QueryResult } from '../../core/protocol/queryProtocol';

/** The text table is read, not scrolled: by screen readers, in diffs. */
const textTableLimits = { maxRows: 50, maxWidth: 60 };

/** What an output says of its result, so that nobody has to read the result again for it. It is not saved. */
const outputMetadataSchema = z.object({
  resultId: z.string(),
  rowCount: z.int(),
  shownRows: z.int(),
  elapsedMs: z.number(),
});

export type ResultOutputMetadata = z.infer<typeof outputMetadataSchema>;

/** What an output of ours says of its result; undefined for other outputs. */
export function readOutputMetadata(output: vscode.NotebookCellOutput): ResultOutputMetadata | undefined {
  return outputMetadataSchema.safeParse(output.metadata).data;
}

/** A result as an output: for our renderer, and as plain text for where it is not. */
export function resultOutput(result: QueryResult): vscode.NotebookCellOutput {
  const rows = result.rows.slice(0, maxPayloadRows);
  const limits = limitsText({ rowCount: result.rowCount, shownRows: rows.length });
  const payload: ResultPayload = {
    version: 1,
    resultId: result.resultId,
    columns: result.columns,
    rows,
    rowCount: result.rowCount,
    elapsedMs: result.elapsedMs,
    limits,
    labels: {
      caption: vscode.l10n.t('Query result'),
      hiddenColumns: vscode.l10n.t('empty columns hidden: {0}'),
      showEmptyColumns: vscode.l10n.t('Show empty columns'),
      hideEmptyColumns: vscode.l10n.t('Hide empty columns'),
      expand: vscode.l10n.t('Expand'),
      collapse: vscode.l10n.t('Collapse'),
    },
  };
  const metadata: ResultOutputMetadata = {
    resultId: result.resultId,
    rowCount: result.rowCount,
    shownRows: rows.length,
    elapsedMs: result.elapsedMs,
  };
  const textLimits = limitsText({
    rowCount: result.rowCount,
    shownRows: Math.min(rows.length, textTableLimits.maxRows),
  });
  const text = `${formatTextTable(result.columns, rows, textTableLimits)}\n${textLimits}`;
  return new vscode.NotebookCellOutput(
    [vscode.NotebookCellOutputItem.json(payload, resultMime), vscode.NotebookCellOutputItem.text(text)],
    metadata,
  );
}

/** `first 500 of 12,345 rows`, or `12 rows`. */
export function limitsText({ rowCount, shownRows }: Pick<ResultOutputMetadata, 'rowCount' | 'shownRows'>): string {
  const format = new Intl.NumberFormat(vscode.env.language);
  if (shownRows < rowCount) {
    return vscode.l10n.t('first {0} of {1} rows', format.format(shownRows), format.format(rowCount));
  }
  return rowCount === 1 ? vscode.l10n.t('1 row') : vscode.l10n.t('{0} rows', format.format(rowCount));
}

/** `0.42 s`. */
export function elapsedText(elapsedMs: number): string {
  return new Intl.NumberFormat(vscode.env.language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  }).format(elapsedMs / 1_000);
}
