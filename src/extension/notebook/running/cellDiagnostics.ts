import * as vscode from 'vscode';
import { Disposable } from '../../disposable';
import type { CellRuns } from '../state/cellRuns';

/** Underlines the place at which a cell failed, until its text changes or it runs again. */
export class CellDiagnostics extends Disposable {
  private readonly collection = this.register(vscode.languages.createDiagnosticCollection('m365Audit.run'));

  constructor(runs: CellRuns) {
    super();
    this.register(
      runs.onDidChange((cell) => {
        if (cell !== undefined) {
          this.show(cell, runs);
        }
      }),
    );
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.collection.delete(document.uri);
      }),
    );
  }

  private show(cell: vscode.NotebookCell, runs: CellRuns): void {
    const { document } = cell;
    const run = runs.find(cell);
    const error = run?.error;
    this.collection.delete(document.uri);
    const isSame = run?.inputs.text === document.getText();
    if (error?.start === undefined || !isSame || isKnownAlready(document, error.start)) {
      return;
    }
    const range = new vscode.Range(
      document.positionAt(error.start),
      document.positionAt(error.start + Math.max(error.length ?? 0, 1)),
    );
    const diagnostic = new vscode.Diagnostic(range, error.message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = vscode.l10n.t('Run');
    this.collection.set(document.uri, [diagnostic]);
  }
}

/** What the language service says already is not said twice. */
function isKnownAlready(document: vscode.TextDocument, start: number): boolean {
  return vscode.languages
    .getDiagnostics(document.uri)
    .some(
      ({ severity, range }) => severity === vscode.DiagnosticSeverity.Error && document.offsetAt(range.start) === start,
    );
}
