import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import { kqlDocuments } from './kqlDocuments';

/** Starts the engine when KQL is opened, since it helps to write it, and tells it of other connections. */
export class LanguageFeature extends Disposable {
  constructor(
    private readonly engine: EngineSession,
    connections: ConnectionStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.register(
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.startFor(document);
      }),
    );
    this.register(
      connections.onDidChange(() => {
        engine.notifyIfRunning('m365Audit/connectionsChanged', {}).catch((error: unknown) => {
          log.debug('the engine could not be told of the connections', error);
        });
      }),
    );
    vscode.workspace.textDocuments.forEach((document) => {
      this.startFor(document);
    });
  }

  private startFor(document: vscode.TextDocument): void {
    if (vscode.languages.match(kqlDocuments, document) > 0) {
      this.engine.warmUp().catch((error: unknown) => {
        // Writing goes on without help; what needs the engine tells of the fault.
        this.log.debug('the engine could not be started for KQL', error);
      });
    }
  }
}
