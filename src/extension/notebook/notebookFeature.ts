import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { ArchiveContents } from './running/archiveContents';
import { AuditController } from './auditController';
import { CellCommands } from './cellCommands';
import { CellDiagnostics } from './running/cellDiagnostics';
import { CellRunner } from './running/cellRunner';
import { CellStatusBar } from './statusBar/cellStatusBar';
import { kqlContentOptions, KqlSerializer } from './files/kqlSerializer';
import { NotebookCommands } from './notebookCommands';
import { NotebookFiles } from './files/notebookFiles';
import { kqlNotebookType, notebookType } from './notebookTypes';
import { NotebookWriter } from './files/notebookWriter';
import { ManagementActions, type SubscriptionChange } from './powerShell/managementActions';
import { PowerShellCells } from './powerShell/powerShellCells';
import { PowerShellLanguage } from './powerShell/powerShellLanguage';
import { QueryWarmUp } from './running/queryWarmUp';
import { RendererChannel } from './results/rendererChannel';
import { ResultActions } from './results/resultActions';
import { NotebookSerializer } from './files/serializer';
import { CellRuns } from './state/cellRuns';
import { CellState } from './state/cellState';
import { NamedTables } from './state/namedTables';
import { NotebookVariables } from './state/notebookVariables';

export interface NotebookServices {
  readonly context: vscode.ExtensionContext;
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly errors: ErrorPresenter;
  readonly log: vscode.LogOutputChannel;
}

/** All that makes a notebook of ours work. */
export class NotebookFeature extends Disposable {
  private readonly subscriptionEmitter = this.register(new vscode.EventEmitter<SubscriptionChange>());

  readonly writer: NotebookWriter;
  readonly namedTables: NamedTables;
  /** A cell changed a subscription at the service. */
  readonly onDidChangeSubscription = this.subscriptionEmitter.event;

  constructor({ context, engine, connections, errors, log }: NotebookServices) {
    super();
    const writer = new NotebookWriter(connections);
    this.writer = writer;
    const samples = {
      source: vscode.Uri.joinPath(context.extensionUri, 'media', 'samples', 'demo-tenant.auditnb'),
      folder: vscode.Uri.joinPath(context.globalStorageUri, 'samples'),
    };
    // Results are audit data: they are written into files only where the user says so. A change of it holds from the next start on.
    const savesOutputs = vscode.workspace.getConfiguration('m365Audit').get('notebook.saveOutputs') === true;
    const { registerNotebookSerializer } = vscode.workspace;
    this.register(
      registerNotebookSerializer(notebookType, new NotebookSerializer(errors, savesOutputs), {
        transientOutputs: !savesOutputs,
      }),
    );
    this.register(registerNotebookSerializer(kqlNotebookType, new KqlSerializer(), kqlContentOptions));
    const runs = this.register(new CellRuns(engine.onDidRestart));
    this.namedTables = this.register(new NamedTables(runs));
    const variables = new NotebookVariables();
    const state = new CellState(connections, runs, variables);
    const archive = new ArchiveContents(engine);
    const actions = new ManagementActions(engine, (change) => {
      this.subscriptionEmitter.fire(change);
    });
    const powerShell = new PowerShellCells(engine, actions, variables);
    const files = new NotebookFiles(context.workspaceState);
    const runner = new CellRunner({ engine, connections, archive, runs, state, powerShell, files, log });
    this.register(new AuditController(runner, runs));
    this.register(new QueryWarmUp(connections, archive, log));
    const results = new ResultActions({ engine, writer, errors });
    this.register(new RendererChannel({ engine, runs, act: (action, result) => results.perform(action, result), log }));
    this.register(new CellStatusBar({ connections, runs, state, errors }));
    this.register(new CellDiagnostics(runs));
    this.register(new PowerShellLanguage(engine, connections, log));
    this.register(new CellCommands({ engine, connections, runs, state, powerShell, writer, errors }));
    this.register(new NotebookCommands({ engine, connections, writer, samples, errors }));
  }
}
