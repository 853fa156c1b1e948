import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { ArchiveContents } from './archiveContents';
import { AuditController } from './auditController';
import { CellRunner } from './cellRunner';
import { CellStatusBar } from './cellStatusBar';
import { NotebookCommands } from './notebookCommands';
import { NotebookWriter } from './notebookWriter';
import { QueryWarmUp } from './queryWarmUp';
import { NotebookSerializer, notebookType } from './serializer';

export interface NotebookServices {
  readonly context: vscode.ExtensionContext;
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly errors: ErrorPresenter;
  readonly log: vscode.LogOutputChannel;
}

/** All that makes a notebook of ours work. */
export class NotebookFeature extends Disposable {
  readonly writer: NotebookWriter;

  constructor({ context, engine, connections, errors, log }: NotebookServices) {
    super();
    this.writer = new NotebookWriter(connections);
    const samples = {
      source: vscode.Uri.joinPath(context.extensionUri, 'media', 'samples', 'demo-tenant.auditnb'),
      folder: vscode.Uri.joinPath(context.globalStorageUri, 'samples'),
    };
    // Results are audit data: they are not written into files.
    const serializer = new NotebookSerializer(errors);
    this.register(vscode.workspace.registerNotebookSerializer(notebookType, serializer, { transientOutputs: true }));
    const archive = new ArchiveContents(engine);
    this.register(new AuditController(new CellRunner(engine, connections, archive, log)));
    this.register(new QueryWarmUp(connections, archive, log));
    this.register(new CellStatusBar(connections));
    this.register(new NotebookCommands(connections, this.writer, samples, errors));
  }
}
