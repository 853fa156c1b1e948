import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { connectionMetadata, findNotebookConnection } from './notebookConnection';
import { notebookType } from './serializer';

/** Makes notebooks, and puts cells into them. */
export class NotebookWriter {
  constructor(private readonly connections: ConnectionStore) {}

  /** Opens a new notebook, which is saved nowhere yet. */
  async create(connection: Connection | undefined, query: string): Promise<vscode.NotebookEditor> {
    const data = new vscode.NotebookData([new vscode.NotebookCellData(vscode.NotebookCellKind.Code, query, 'kql')]);
    data.metadata = connection === undefined ? {} : connectionMetadata(connection);
    const notebook = await vscode.workspace.openNotebookDocument(notebookType, data);
    return vscode.window.showNotebookDocument(notebook);
  }

  /** Adds a cell to the notebook in front, if it asks the same connection, or to a new one; and runs it. */
  async addAndRun(connection: Connection, query: string): Promise<void> {
    const active = vscode.window.activeNotebookEditor ?? vscode.window.visibleNotebookEditors[0];
    const editor =
      active !== undefined && this.isFor(active.notebook, connection)
        ? await this.append(active, query)
        : await this.create(connection, query);
    const index = editor.notebook.cellCount - 1;
    const range = new vscode.NotebookRange(index, index + 1);
    editor.selection = range;
    editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
    await vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: index, end: index + 1 }],
      document: editor.notebook.uri,
    });
  }

  private isFor(notebook: vscode.NotebookDocument, connection: Connection): boolean {
    return (
      notebook.notebookType === notebookType && findNotebookConnection(notebook, this.connections)?.id === connection.id
    );
  }

  private async append(editor: vscode.NotebookEditor, query: string): Promise<vscode.NotebookEditor> {
    const { notebook } = editor;
    const edit = new vscode.WorkspaceEdit();
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, query, 'kql');
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(notebook.cellCount, [cell])]);
    await vscode.workspace.applyEdit(edit);
    return vscode.window.showNotebookDocument(notebook);
  }
}
