import * as vscode from 'vscode';
import type { AuditNotebookCell, NotebookOutput } from '../../core/notebook/notebookFormat';

/** What the outputs of a cell are in the file; forms that are neither JSON nor text are left out. */
export function savedOutputs({ outputs = [] }: vscode.NotebookCellData): Pick<AuditNotebookCell, 'outputs'> {
  const saved = outputs.map(({ items }): NotebookOutput => {
    const decoder = new TextDecoder();
    return items
      .filter(({ mime }) => isJson(mime) || mime.startsWith('text/'))
      .map(({ mime, data }) => {
        const text = decoder.decode(data);
        return { mime, value: isJson(mime) ? (JSON.parse(text) as unknown) : text };
      });
  });
  return saved.some((items) => items.length > 0) ? { outputs: saved } : {};
}

export function readOutputs(outputs: readonly NotebookOutput[]): vscode.NotebookCellOutput[] {
  return outputs.map(
    (items) =>
      new vscode.NotebookCellOutput(
        items.map(({ mime, value }) =>
          isJson(mime) || typeof value !== 'string'
            ? vscode.NotebookCellOutputItem.json(value, mime)
            : vscode.NotebookCellOutputItem.text(value, mime),
        ),
      ),
  );
}

/** Errors, too, are JSON. */
function isJson(mime: string): boolean {
  return mime.endsWith('json') || mime === 'application/vnd.code.notebook.error';
}
