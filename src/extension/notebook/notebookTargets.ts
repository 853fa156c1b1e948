import * as vscode from 'vscode';
import { isAuditNotebook } from './notebookTypes';

/**
 * The notebook that a command is about: the one that it is given, or else the one in front. VS Code gives a toolbar's commands something
 * else, which says no more.
 */
export function targetNotebook(target: unknown): vscode.NotebookDocument | undefined {
  const given = vscode.workspace.notebookDocuments.find((notebook) => notebook === target);
  const notebook = given ?? vscode.window.activeNotebookEditor?.notebook;
  return notebook !== undefined && isAuditNotebook(notebook) ? notebook : undefined;
}

/** The cell of code that a command is about: the one that it is given, or else the one that is chosen in the notebook in front. */
export function targetCell(target: unknown): vscode.NotebookCell | undefined {
  const notebooks = vscode.workspace.notebookDocuments.filter(isAuditNotebook);
  const given = notebooks.flatMap((notebook) => notebook.getCells()).find((cell) => cell === target);
  const cell = given ?? selectedCell();
  return cell?.kind === vscode.NotebookCellKind.Code ? cell : undefined;
}

function selectedCell(): vscode.NotebookCell | undefined {
  const editor = vscode.window.activeNotebookEditor;
  return editor !== undefined && isAuditNotebook(editor.notebook) && editor.notebook.cellCount > 0
    ? editor.notebook.cellAt(editor.selection.start)
    : undefined;
}
