import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { findNotebookConnection, switchConnection } from './notebookConnection';
import type { NotebookWriter } from './notebookWriter';
import { notebookType } from './serializer';

const firstQuery = 'AuditRecords\n| summarize Count = count() by Workload, Operation\n| sort by Count desc';

/** Commands of notebooks. */
export class NotebookCommands extends Disposable {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly writer: NotebookWriter,
    private readonly samples: { readonly source: vscode.Uri; readonly folder: vscode.Uri },
    private readonly errors: ErrorPresenter,
  ) {
    super();
    const commands: Readonly<Record<string, (notebook?: vscode.NotebookDocument) => Promise<void>>> = {
      'm365Audit.newNotebook': () => this.errors.guard({}, () => this.createNotebook()),
      'm365Audit.openSampleNotebook': () => this.errors.guard({}, () => this.openSample()),
      'm365Audit.switchConnection': (notebook) => this.switchConnection(notebook),
      'm365Audit.fetchForNotebook': (notebook) => this.fetch(notebook),
    };
    for (const [id, handler] of Object.entries(commands)) {
      this.register(vscode.commands.registerCommand(id, handler));
    }
  }

  private async createNotebook(): Promise<void> {
    const [first, ...others] = this.connections.connections;
    await this.writer.create(others.length === 0 ? first : undefined, firstQuery);
  }

  /** The sample is copied, so that it can be edited and saved; a copy that is there already is the user's own. */
  private async openSample(): Promise<void> {
    const { source, folder } = this.samples;
    const copy = vscode.Uri.joinPath(folder, source.path.slice(source.path.lastIndexOf('/') + 1));
    await this.connections.addDemo();
    if (!(await exists(copy))) {
      await vscode.workspace.fs.createDirectory(folder);
      await vscode.workspace.fs.copy(source, copy);
    }
    await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(copy));
  }

  private async switchConnection(notebook = activeNotebook()): Promise<void> {
    if (notebook !== undefined) {
      await switchConnection(notebook, this.connections);
    }
  }

  private async fetch(notebook = activeNotebook()): Promise<void> {
    const connection = notebook && findNotebookConnection(notebook, this.connections);
    await vscode.commands.executeCommand('m365Audit.fetch', connection === undefined ? undefined : { connection });
  }
}

function activeNotebook(): vscode.NotebookDocument | undefined {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  return notebook?.notebookType === notebookType ? notebook : undefined;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      return false;
    }
    throw error;
  }
}
