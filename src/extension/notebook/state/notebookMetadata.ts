import * as vscode from 'vscode';

type Changes = Readonly<Record<string, unknown>>;

/** Writes into a notebook's metadata, which are saved with it; a key that is undefined goes. */
export async function updateNotebookMetadata(notebook: vscode.NotebookDocument, changes: Changes): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.updateNotebookMetadata(withChanges(notebook.metadata, changes))]);
  await vscode.workspace.applyEdit(edit);
}

/** Writes into a cell's metadata, as above. */
export async function updateCellMetadata(
  { notebook, index, metadata }: vscode.NotebookCell,
  changes: Changes,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.updateCellMetadata(index, withChanges(metadata, changes))]);
  await vscode.workspace.applyEdit(edit);
}

function withChanges(metadata: Changes, changes: Changes): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...metadata, ...changes }).filter(([, value]) => value !== undefined));
}
