import * as vscode from 'vscode';
import { startOfDay } from '../../core/api/contentWindow';
import type { ReceivedContent } from '../../core/protocol/webhookProtocol';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';

/** Content that the receiver brought, and how much of it nobody has looked at yet. */
export class NewContent extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly receiveEmitter = this.register(new vscode.EventEmitter<ReceivedContent>());
  private unseen = 0;

  /** The count changed. */
  readonly onDidChange = this.changeEmitter.event;
  readonly onDidReceive = this.receiveEmitter.event;

  constructor(engine: EngineSession) {
    super();
    this.register(
      engine.onNotification('m365Audit/contentReceived', (received) => {
        this.unseen += received.blobs.length;
        this.receiveEmitter.fire(received);
        this.changeEmitter.fire();
      }),
    );
  }

  /** Blobs that came since the user looked last. */
  get count(): number {
    return this.unseen;
  }

  markSeen(): void {
    if (this.unseen > 0) {
      this.unseen = 0;
      this.changeEmitter.fire();
    }
  }
}

/** Midnights, UTC, of the days that the blobs became available on, each once. */
export function daysOf({ blobs }: ReceivedContent): readonly number[] {
  return [...new Set(blobs.map(({ created }) => startOfDay(created)))];
}
