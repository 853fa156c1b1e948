import * as vscode from 'vscode';
import { cellNameOf } from '../../../core/notebook/state/cellName';

/**
 * What the language service finds wrong in a cell, without the names that it cannot know: those of the results of cells above.
 */
export function withoutNamedResults(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  const cells = vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
  const cell = cells.find(({ document }) => document.uri.toString() === uri.toString());
  if (cell === undefined) {
    return [...diagnostics];
  }
  const above = cell.notebook.getCells().slice(0, cell.index);
  const names = new Set(above.flatMap(({ metadata }) => cellNameOf(metadata) ?? []));
  return diagnostics.filter(({ range }) => !names.has(cell.document.getText(range)));
}
