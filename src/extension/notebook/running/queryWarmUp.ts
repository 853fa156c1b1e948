import * as vscode from 'vscode';
import type { ConnectionStore } from '../../connections/connectionStore';
import { Disposable } from '../../disposable';
import type { ArchiveContents } from './archiveContents';
import { findNotebookConnection } from '../notebookConnection';
import { isAuditNotebook } from '../notebookTypes';

/**
 * Asks the engine a first question when a notebook opens. Starting it and loading the language service takes one or two seconds,
 * which the first cell would have to wait for; people read before they run.
 */
export class QueryWarmUp extends Disposable {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly archive: ArchiveContents,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.register(
      vscode.workspace.onDidOpenNotebookDocument((notebook) => {
        if (isAuditNotebook(notebook)) {
          void this.warmUp(notebook);
        }
      }),
    );
  }

  private async warmUp(notebook: vscode.NotebookDocument): Promise<void> {
    const connection = findNotebookConnection(notebook, this.connections);
    if (connection === undefined) {
      return;
    }
    try {
      await this.archive.isEmpty(connection);
    } catch (error) {
      // A cell that is run meets the same fault, and tells of it.
      this.log.debug('the engine could not be warmed up', error);
    }
  }
}
