import * as vscode from 'vscode';
import { cellText } from '../../../core/notebook/cellText';
import type { QueryStatement } from '../../../core/powershell/translatePowerShell';
import type { QueryResult } from '../../../core/protocol/queryProtocol';
import { csvLine, guardFormula } from '../../../core/text/csvText';
import { limitsText, resultOutput } from '../resultOutput';

/** A result as the cmdlet at the end of its pipeline shows it. */
export function displayOutput(result: QueryResult, display: QueryStatement['display']): vscode.NotebookCellOutput {
  return display === 'csv' ? csvOutput(result) : resultOutput(result, display);
}

/** `ConvertTo-Csv` gives text. */
function csvOutput({ columns, rows, rowCount }: QueryResult): vscode.NotebookCellOutput {
  const header = csvLine(columns.map(({ name }) => guardFormula(name)));
  const lines = rows.map((row) =>
    csvLine(columns.map(({ type }, index) => guardFormula(cellText(row[index] ?? null, type)))),
  );
  const more = rows.length < rowCount ? `\n${limitsText({ rowCount, shownRows: rows.length })}` : '';
  return new vscode.NotebookCellOutput([
    vscode.NotebookCellOutputItem.text(`${header}${lines.join('')}${more}`, 'text/plain'),
  ]);
}
