import * as vscode from 'vscode';
import type { AuditNotebookCell, NotebookOutput } from '../../../core/notebook/notebookFormat';
import { resultMime } from '../../../core/notebook/resultPayload';
import { resultLabels } from '../results/resultLabels';

/** What the outputs of a cell are in the file; forms that are neither JSON nor text are left out. */
export function savedOutputs({ outputs = [] }: vscode.NotebookCellData): Pick<AuditNotebookCell, 'outputs'> {
  const saved = outputs.map(({ items }): NotebookOutput => {
    const decoder = new TextDecoder();
    return items
      .filter(({ mime }) => isJson(mime) || mime.startsWith('text/'))
      .map(({ mime, data }) => {
        const text = decoder.decode(data);
        return { mime, value: isJson(mime) ? withoutWords(mime, JSON.parse(text)) : text };
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
            ? vscode.NotebookCellOutputItem.json(withWords(mime, value), mime)
            : vscode.NotebookCellOutputItem.text(value, mime),
        ),
      ),
  );
}

/** The words of the grid are no part of a result: they are this version's, in the language of whoever opens the file. */
function withoutWords(mime: string, value: unknown): unknown {
  return mime === resultMime && isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => !['labels', 'locale'].includes(key)))
    : value;
}

function withWords(mime: string, value: unknown): unknown {
  return mime === resultMime && isObject(value)
    ? { ...value, locale: vscode.env.language, labels: resultLabels(vscode.l10n) }
    : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Errors, too, are JSON. */
function isJson(mime: string): boolean {
  return mime.endsWith('json') || mime === 'application/vnd.code.notebook.error';
}
