import * as vscode from 'vscode';
import type { Connection } from '../../../core/api/connection';
import type { ConnectionStore } from '../../connections/connectionStore';
import { connectionMetadata, findNotebookConnection } from '../notebookConnection';
import { isAuditNotebook, notebookType } from '../notebookTypes';

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
    await runCell(editor, editor.notebook.cellCount - 1);
  }

  /** Adds a cell below another one, and runs it. */
  async insertAndRun(above: vscode.NotebookCell, query: string): Promise<void> {
    const { notebook, index } = above;
    await insertCell(notebook, index + 1, query);
    await runCell(await vscode.window.showNotebookDocument(notebook), index + 1);
  }

  /** Adds a cell below another one, and shows it. */
  async insert({ notebook, index }: vscode.NotebookCell, query: string): Promise<void> {
    await insertCell(notebook, index + 1, query);
    showCell(await vscode.window.showNotebookDocument(notebook), index + 1);
  }

  private isFor(notebook: vscode.NotebookDocument, connection: Connection): boolean {
    return isAuditNotebook(notebook) && findNotebookConnection(notebook, this.connections)?.id === connection.id;
  }

  private async append(editor: vscode.NotebookEditor, query: string): Promise<vscode.NotebookEditor> {
    const { notebook } = editor;
    await insertCell(notebook, notebook.cellCount, query);
    return vscode.window.showNotebookDocument(notebook);
  }
}

async function insertCell(notebook: vscode.NotebookDocument, index: number, query: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, query, 'kql');
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(index, [cell])]);
  await vscode.workspace.applyEdit(edit);
}

/** Selects it, and brings it on the screen: below a high output it may not be there. */
function showCell(editor: vscode.NotebookEditor, index: number): void {
  const range = new vscode.NotebookRange(index, index + 1);
  editor.selection = range;
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}

async function runCell(editor: vscode.NotebookEditor, index: number): Promise<void> {
  showCell(editor, index);
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: index, end: index + 1 }],
    document: editor.notebook.uri,
  });
}
