import * as vscode from 'vscode';
import type { EngineNotifications } from '../../core/protocol/engineProtocol';
import { Disposable } from '../disposable';
import type { EngineClient } from './engineClient';

/** The log is the client's own concern. */
type EventName = Exclude<keyof EngineNotifications, 'm365Audit/log'>;

/** What the engine tells of, whichever engine runs: listeners stay when another one takes over. */
export class EngineEvents extends Disposable {
  private readonly emitters: { readonly [M in EventName]: vscode.EventEmitter<EngineNotifications[M]> } = {
    'm365Audit/fetchProgress': this.register(new vscode.EventEmitter()),
    'm365Audit/syncProgress': this.register(new vscode.EventEmitter()),
    'm365Audit/archiveJobProgress': this.register(new vscode.EventEmitter()),
    'm365Audit/backgroundSyncChanged': this.register(new vscode.EventEmitter()),
    'm365Audit/archiveChanged': this.register(new vscode.EventEmitter()),
    'm365Audit/deviceCode': this.register(new vscode.EventEmitter()),
    'm365Audit/receiverChanged': this.register(new vscode.EventEmitter()),
    'm365Audit/contentReceived': this.register(new vscode.EventEmitter()),
  };

  on<M extends EventName>(method: M, listener: (params: EngineNotifications[M]) => void): vscode.Disposable {
    return this.emitters[method].event(listener);
  }

  /** Passes on what a new engine tells of. */
  attach(client: EngineClient): void {
    const { emitters } = this;
    pass(client, 'm365Audit/fetchProgress', emitters['m365Audit/fetchProgress']);
    pass(client, 'm365Audit/syncProgress', emitters['m365Audit/syncProgress']);
    pass(client, 'm365Audit/archiveJobProgress', emitters['m365Audit/archiveJobProgress']);
    pass(client, 'm365Audit/backgroundSyncChanged', emitters['m365Audit/backgroundSyncChanged']);
    pass(client, 'm365Audit/archiveChanged', emitters['m365Audit/archiveChanged']);
    pass(client, 'm365Audit/deviceCode', emitters['m365Audit/deviceCode']);
    pass(client, 'm365Audit/receiverChanged', emitters['m365Audit/receiverChanged']);
    pass(client, 'm365Audit/contentReceived', emitters['m365Audit/contentReceived']);
  }
}

function pass<M extends EventName>(
  client: EngineClient,
  method: M,
  emitter: vscode.EventEmitter<EngineNotifications[M]>,
): void {
  client.onNotification(method, (params) => {
    emitter.fire(params);
  });
}
