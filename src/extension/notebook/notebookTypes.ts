import type * as vscode from 'vscode';

/** Types of our notebooks, as in the manifest: files of our own, and files of KQL that are opened as notebooks. */
export const notebookType = 'm365-audit-notebook';
export const kqlNotebookType = 'm365-audit-kql';

export const notebookTypes: readonly string[] = [notebookType, kqlNotebookType];

export function isAuditNotebook(notebook: vscode.NotebookDocument): boolean {
  return notebookTypes.includes(notebook.notebookType);
}
