import * as vscode from 'vscode';
import { resultEnums } from '../../../core/notebook/resultEnums';
import {
  maxPayloadRows,
  resultMime,
  type ResultDisplay,
  type ResultPayload,
} from '../../../core/notebook/resultPayload';
import { formatTextTable } from '../../../core/notebook/textTable';
import type { QueryResult } from '../../../core/protocol/queryProtocol';
import { countedText } from '../../words/countedText';
import { resultLabels } from './resultLabels';
import { countText } from '../../words/quantityText';

/** The text table is read, not scrolled: by screen readers, in diffs. */
const textTableLimits = { maxRows: 50, maxWidth: 60 };

/**
 * A result as an output: for our renderer, and as plain text for where it is not.
 *
 * @param display how it is shown at first; the renderer's own choice where it is absent
 */
export function resultOutput(result: QueryResult, display?: ResultDisplay): vscode.NotebookCellOutput {
  const rows = result.rows.slice(0, maxPayloadRows);
  const limits = limitsText({ rowCount: result.rowCount, shownRows: rows.length });
  const payload: ResultPayload = {
    version: 2,
    resultId: result.resultId,
    columns: result.columns,
    rows,
    rowCount: result.rowCount,
    elapsedMs: result.elapsedMs,
    limits,
    ...(result.render === undefined ? {} : { render: { ...result.render } }),
    ...(display === undefined ? {} : { display }),
    enums: resultEnums(result.columns),
    locale: vscode.env.language,
    labels: resultLabels(vscode.l10n),
  };
  const textLimits = limitsText({
    rowCount: result.rowCount,
    shownRows: Math.min(rows.length, textTableLimits.maxRows),
  });
  const text = `${formatTextTable(result.columns, rows, textTableLimits)}\n${textLimits}`;
  return new vscode.NotebookCellOutput([
    vscode.NotebookCellOutputItem.json(payload, resultMime),
    vscode.NotebookCellOutputItem.text(text),
  ]);
}

/** `first 500 of 12,345 rows`, or `12 rows`. */
export function limitsText({ rowCount, shownRows }: { readonly rowCount: number; readonly shownRows: number }): string {
  if (shownRows < rowCount) {
    return vscode.l10n.t('first {0} of {1}', countText(shownRows, vscode.env.language), countedText(rowCount, 'row'));
  }
  return countedText(rowCount, 'row');
}

/** `0.42 sec`; `4 ms` for what would be none. */
export function elapsedText(elapsedMs: number): string {
  const isShort = elapsedMs < 10;
  return new Intl.NumberFormat(vscode.env.language, {
    style: 'unit',
    unit: isShort ? 'millisecond' : 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  }).format(isShort ? Math.ceil(elapsedMs) : elapsedMs / 1_000);
}
