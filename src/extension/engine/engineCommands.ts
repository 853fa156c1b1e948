import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { EngineSession } from './engineSession';

/** Commands for when the engine is in trouble. */
export class EngineCommands extends Disposable {
  constructor(engine: EngineSession, errors: ErrorPresenter, log: vscode.LogOutputChannel) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.restartEngine', () => errors.guard({}, () => engine.restart())),
    );
    this.register(
      vscode.commands.registerCommand('m365Audit.showLog', () => {
        log.show();
      }),
    );
  }
}
