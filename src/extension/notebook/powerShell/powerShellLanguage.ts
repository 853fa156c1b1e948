import * as vscode from 'vscode';
import type { PowerShellCompletions, PowerShellDiagnostic } from '../../../core/protocol/powerShellProtocol';
import type { ConnectionStore } from '../../connections/connectionStore';
import { Disposable } from '../../disposable';
import type { EngineSession } from '../../engine/engineSession';
import { findNotebookConnection } from '../notebookConnection';
import { isAuditNotebook, notebookTypes } from '../notebookTypes';
import { isPowerShell, powerShellLanguages } from '../state/cellState';

/** Cells are checked once nothing more was typed for so long, in milliseconds. */
const typingPauseMs = 300;

const kinds: Readonly<Record<PowerShellCompletions['items'][number]['kind'], vscode.CompletionItemKind>> = {
  cmdlet: vscode.CompletionItemKind.Function,
  parameter: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
  property: vscode.CompletionItemKind.Field,
  method: vscode.CompletionItemKind.Method,
  variable: vscode.CompletionItemKind.Variable,
  operator: vscode.CompletionItemKind.Operator,
};

/** Helps to write cells in PowerShell style: what can stand where, and what is wrong. The engine knows both. */
export class PowerShellLanguage extends Disposable implements vscode.CompletionItemProvider {
  private readonly collection = this.register(vscode.languages.createDiagnosticCollection('m365Audit.powershell'));
  private readonly typing = new Map<vscode.NotebookDocument, NodeJS.Timeout>();

  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    const selector = notebookTypes.flatMap((notebookType) =>
      powerShellLanguages.map((language) => ({ notebookType, language })),
    );
    this.register(vscode.languages.registerCompletionItemProvider(selector, this, '-', '$', '.', ':'));
    this.register(
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
        if (contentChanges.length > 0 || cellChanges.some(({ document }) => document !== undefined)) {
          this.checkSoon(notebook);
        }
      }),
    );
    this.register(
      vscode.workspace.onDidOpenNotebookDocument((notebook) => {
        this.checkSoon(notebook);
      }),
    );
    this.register(
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        this.forget(notebook);
      }),
    );
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    const cells = vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
    const cell = cells.find((candidate) => candidate.document === document);
    if (cell === undefined) {
      return [];
    }
    const earlier = powerShellCells(cell.notebook).filter(({ index }) => index < cell.index);
    const { edit, items } = await this.engine.request(
      'm365Audit/completePowerShell',
      {
        connection: findNotebookConnection(cell.notebook, this.connections) ?? null,
        earlier: earlier.map((candidate) => candidate.document.getText()),
        text: document.getText(),
        offset: document.offsetAt(position),
      },
      token,
    );
    const range = rangeOf(document, edit);
    return items.map(({ kind, label, insertText, detail }) => {
      const item = new vscode.CompletionItem(label, kinds[kind]);
      item.insertText = insertText;
      item.filterText = insertText;
      item.range = range;
      return detail === undefined ? item : Object.assign(item, { detail });
    });
  }

  override dispose(): void {
    for (const timer of this.typing.values()) {
      clearTimeout(timer);
    }
    super.dispose();
  }

  private checkSoon(notebook: vscode.NotebookDocument): void {
    if (isAuditNotebook(notebook) && powerShellCells(notebook).length > 0) {
      clearTimeout(this.typing.get(notebook));
      this.typing.set(
        notebook,
        setTimeout(() => void this.check(notebook), typingPauseMs),
      );
    }
  }

  /** All cells at once: what one assigns, the next ones may use. */
  private async check(notebook: vscode.NotebookDocument): Promise<void> {
    this.typing.delete(notebook);
    const documents = powerShellCells(notebook).map(({ document }) => ({ document, version: document.version }));
    try {
      const found = await this.engine.request('m365Audit/diagnosePowerShell', {
        connection: findNotebookConnection(notebook, this.connections) ?? null,
        cells: documents.map(({ document }) => document.getText()),
      });
      for (const [index, { document, version }] of documents.entries()) {
        if (!document.isClosed && document.version === version) {
          this.collection.set(
            document.uri,
            (found[index] ?? []).map((diagnostic) => toDiagnostic(document, diagnostic)),
          );
        }
      }
    } catch (error) {
      // Writing goes on without help; running a cell tells of the fault.
      this.log.debug('cells in PowerShell style could not be checked', error);
    }
  }

  private forget(notebook: vscode.NotebookDocument): void {
    clearTimeout(this.typing.get(notebook));
    this.typing.delete(notebook);
    for (const cell of notebook.getCells()) {
      this.collection.delete(cell.document.uri);
    }
  }
}

function powerShellCells(notebook: vscode.NotebookDocument): readonly vscode.NotebookCell[] {
  return notebook.getCells().filter(isPowerShell);
}

function toDiagnostic(document: vscode.TextDocument, diagnostic: PowerShellDiagnostic): vscode.Diagnostic {
  const { severity, message, code } = diagnostic;
  const shown = new vscode.Diagnostic(
    rangeOf(document, diagnostic),
    message,
    severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Information,
  );
  return Object.assign(shown, { source: 'PowerShell', ...(code === undefined ? {} : { code }) });
}

function rangeOf(
  document: vscode.TextDocument,
  { start, length }: { readonly start: number; readonly length: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(start + length));
}
