import * as vscode from 'vscode';
import type { QueryStatement } from '../../../core/powershell/translatePowerShell';
import type { QueryResult } from '../../../core/protocol/queryProtocol';
import { csvHeader, csvRow } from '../../../core/text/rowText';
import { limitsText, resultOutput } from '../results/resultOutput';

/** A result as the cmdlet at the end of its pipeline shows it. */
export function displayOutput(
  result: QueryResult,
  { display, delimiter }: Pick<QueryStatement, 'display' | 'delimiter'>,
): vscode.NotebookCellOutput {
  return display === 'csv' ? csvOutput(result, delimiter) : resultOutput(result, display);
}

/** `ConvertTo-Csv` gives text. */
function csvOutput({ columns, rows, rowCount }: QueryResult, delimiter: string | undefined): vscode.NotebookCellOutput {
  const lines = [csvHeader(columns, delimiter), ...rows.map((row) => csvRow(columns, row, delimiter))];
  const more = rows.length < rowCount ? `\n${limitsText({ rowCount, shownRows: rows.length })}` : '';
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(`${lines.join('')}${more}`, 'text/plain')]);
}
