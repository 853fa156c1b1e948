import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import { findNotebookConnection } from './notebookConnection';
import { elapsedText, limitsText, readOutputMetadata } from './resultOutput';
import { notebookType } from './serializer';

const { Left, Right } = vscode.NotebookCellStatusBarAlignment;

/** Below each cell: what came of it, and which connection it asks. */
export class CellStatusBar extends Disposable implements vscode.NotebookCellStatusBarItemProvider {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());

  readonly onDidChangeCellStatusBarItems = this.changeEmitter.event;

  constructor(private readonly connections: ConnectionStore) {
    super();
    const refresh = (): void => {
      this.changeEmitter.fire();
    };
    this.register(vscode.notebooks.registerNotebookCellStatusBarItemProvider(notebookType, this));
    this.register(connections.onDidChange(refresh));
    this.register(
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, metadata, cellChanges }) => {
        const isShown = metadata !== undefined || cellChanges.some(({ outputs }) => outputs !== undefined);
        if (notebook.notebookType === notebookType && isShown) {
          refresh();
        }
      }),
    );
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    if (cell.kind !== vscode.NotebookCellKind.Code) {
      return [];
    }
    return [...resultItems(cell), ...emptyArchiveItems(cell), this.connectionItem(cell)];
  }

  private connectionItem({ notebook }: vscode.NotebookCell): vscode.NotebookCellStatusBarItem {
    const connection = findNotebookConnection(notebook, this.connections);
    const item = new vscode.NotebookCellStatusBarItem(
      `$(plug) ${connection?.name ?? vscode.l10n.t('Choose Connection')}`,
      Right,
    );
    item.tooltip = vscode.l10n.t('The connection that this notebook asks');
    item.command = {
      command: 'm365Audit.switchConnection',
      title: vscode.l10n.t('Switch Connection'),
      arguments: [notebook],
    };
    return item;
  }
}

function resultItems({ outputs }: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
  const results = outputs.flatMap((output) => readOutputMetadata(output) ?? []);
  if (results.length === 0) {
    return [];
  }
  const elapsedMs = results.reduce((sum, result) => sum + result.elapsedMs, 0);
  const text = [...results.map(limitsText), elapsedText(elapsedMs)].join(' · ');
  return [new vscode.NotebookCellStatusBarItem(text, Left)];
}

function emptyArchiveItems({ notebook, outputs }: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
  if (!outputs.some(({ metadata }) => metadata?.archiveIsEmpty === true)) {
    return [];
  }
  const item = new vscode.NotebookCellStatusBarItem(`$(cloud-download) ${vscode.l10n.t('Fetch')}`, Left);
  item.command = { command: 'm365Audit.fetchForNotebook', title: vscode.l10n.t('Fetch'), arguments: [notebook] };
  return [item];
}
