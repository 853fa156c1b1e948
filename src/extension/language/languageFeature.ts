import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { NamedTables } from '../notebook/state/namedTables';
import { kqlDocuments } from './kqlDocuments';

export interface LanguageServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly tables: NamedTables;
  readonly log: vscode.LogOutputChannel;
}

/** Starts the engine when KQL is opened, since it helps to write it, and tells it when documents may name other things. */
export class LanguageFeature extends Disposable {
  constructor(private readonly services: LanguageServices) {
    super();
    const { engine, connections, tables, log } = services;
    this.register(
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.startFor(document);
      }),
    );
    for (const onDidChange of [connections.onDidChange, tables.onDidChange]) {
      this.register(
        onDidChange(() => {
          engine.notifyIfRunning('m365Audit/connectionsChanged', {}).catch((error: unknown) => {
            log.debug('the engine could not be told of what documents may name', error);
          });
        }),
      );
    }
    vscode.workspace.textDocuments.forEach((document) => {
      this.startFor(document);
    });
  }

  private startFor(document: vscode.TextDocument): void {
    if (vscode.languages.match(kqlDocuments, document) > 0) {
      this.services.engine.warmUp().catch((error: unknown) => {
        // Writing goes on without help; what needs the engine tells of the fault.
        this.services.log.debug('the engine could not be started for KQL', error);
      });
    }
  }
}
