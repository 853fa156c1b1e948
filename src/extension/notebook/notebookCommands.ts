import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { findNotebookConnection, switchConnection } from './notebookConnection';
import { kqlNotebookType } from './notebookTypes';
import { targetCell, targetNotebook } from './notebookTargets';
import type { NotebookWriter } from './files/notebookWriter';
import { askForParameter } from './parameters/parameterCommand';
import { askForNotebookRange } from './parameters/timeRangeCommand';

const firstQuery = 'AuditRecords\n| summarize Count = count() by Workload, Operation\n| sort by Count desc';

export interface NotebookCommandServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly writer: NotebookWriter;
  readonly samples: { readonly source: vscode.Uri; readonly folder: vscode.Uri };
  readonly errors: ErrorPresenter;
}

/** Commands of notebooks. */
export class NotebookCommands extends Disposable {
  constructor(private readonly services: NotebookCommandServices) {
    super();
    const { errors } = services;
    const commands: Readonly<Record<string, (target?: unknown, name?: unknown) => Promise<void>>> = {
      'm365Audit.newNotebook': () => errors.guard({}, () => this.createNotebook()),
      'm365Audit.openSampleNotebook': () => errors.guard({}, () => this.openSample()),
      'm365Audit.switchConnection': (target) => this.switchConnection(targetNotebook(target)),
      'm365Audit.fetchForNotebook': (target) => this.fetch(targetNotebook(target)),
      'm365Audit.openAsNotebook': (target) => errors.guard({}, () => openAsNotebook(target)),
      'm365Audit.setTimeRange': (target) => this.setTimeRange(targetNotebook(target)),
      'm365Audit.setParameter': (target, name) => this.setParameter(targetCell(target), name),
    };
    for (const [id, handler] of Object.entries(commands)) {
      this.register(vscode.commands.registerCommand(id, handler));
    }
  }

  private async createNotebook(): Promise<void> {
    const [first, ...others] = this.services.connections.connections;
    await this.services.writer.create(others.length === 0 ? first : undefined, firstQuery);
  }

  /** The sample is copied, so that it can be edited and saved; a copy that is there already is the user's own. */
  private async openSample(): Promise<void> {
    const { source, folder } = this.services.samples;
    const copy = vscode.Uri.joinPath(folder, source.path.slice(source.path.lastIndexOf('/') + 1));
    await this.services.connections.addDemo();
    if (!(await exists(copy))) {
      await vscode.workspace.fs.createDirectory(folder);
      await vscode.workspace.fs.copy(source, copy);
    }
    const notebook = await vscode.workspace.openNotebookDocument(copy);
    try {
      await vscode.window.showNotebookDocument(notebook);
    } catch (error) {
      // VS Code takes it for an error that something else was opened, or this was closed, before it could be seen.
      if (isInFront(copy)) {
        throw error;
      }
    }
  }

  private async switchConnection(notebook: vscode.NotebookDocument | undefined): Promise<void> {
    if (notebook !== undefined) {
      await switchConnection(notebook, this.services.connections);
    }
  }

  private async fetch(notebook: vscode.NotebookDocument | undefined): Promise<void> {
    const connection = notebook && findNotebookConnection(notebook, this.services.connections);
    await vscode.commands.executeCommand('m365Audit.fetch', connection === undefined ? undefined : { connection });
  }

  private async setTimeRange(notebook: vscode.NotebookDocument | undefined): Promise<void> {
    if (notebook !== undefined) {
      await this.services.errors.guard({}, () => askForNotebookRange(notebook));
    }
  }

  private async setParameter(cell: vscode.NotebookCell | undefined, name: unknown): Promise<void> {
    if (cell !== undefined) {
      const connection = findNotebookConnection(cell.notebook, this.services.connections);
      const named = typeof name === 'string' ? name : undefined;
      await this.services.errors.guard({}, () => askForParameter(cell, named, this.services.engine, connection));
    }
  }
}

/** Opens a file of KQL, the one that is given or the one in front, as a notebook. */
async function openAsNotebook(target: unknown): Promise<void> {
  const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
  if (uri !== undefined) {
    await vscode.commands.executeCommand('vscode.openWith', uri, kqlNotebookType);
  }
}

function isInFront(uri: vscode.Uri): boolean {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputNotebook && input.uri.toString() === uri.toString();
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
