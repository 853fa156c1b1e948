import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { dayMs } from '../../core/api/contentWindow';
import type { Retention, RetentionPlan } from '../../core/protocol/archiveProtocol';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { retentionText, sizeText } from './selectionText';

export interface RetentionServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly state: vscode.Memento;
  readonly errors: ErrorPresenter;
  readonly log: vscode.LogOutputChannel;
  /** Tells when connections were synced. */
  readonly onDidSync: vscode.Event<Connection>;
}

/** Looks once a day whether a connection keeps more than it should, and asks before anything is deleted. */
export class RetentionKeeper extends Disposable {
  /** Connections that are looked at now, or whose message is open. */
  private readonly busy = new Set<string>();

  constructor(private readonly services: RetentionServices) {
    super();
    const { engine, connections, onDidSync } = services;
    this.register(
      onDidSync((connection) => {
        this.look(connection);
      }),
    );
    this.register(
      engine.onDidStart(() => {
        connections.connections.forEach((connection) => {
          this.look(connection);
        });
      }),
    );
  }

  /** Looks at once, as the user has just changed what is kept. */
  async lookNow(connection: Connection): Promise<void> {
    await this.services.state.update(lookedKey(connection), undefined);
    this.look(connection);
  }

  private look(connection: Connection): void {
    const { connections, state, log } = this.services;
    const { retention } = connections.upkeepOf(connection);
    const isDue = Date.now() - state.get<number>(lookedKey(connection), 0) >= dayMs;
    if (retention === undefined || !isDue || this.busy.has(connection.id)) {
      return;
    }
    this.busy.add(connection.id);
    this.planAndAsk(connection, retention)
      .catch((error: unknown) => {
        // Nobody waits for it, and the next sync looks again.
        log.warn('what the retention would delete could not be found out', error);
      })
      .finally(() => this.busy.delete(connection.id));
  }

  private async planAndAsk(connection: Connection, retention: Retention): Promise<void> {
    const { engine, state, errors } = this.services;
    const plan = await engine.request('m365Audit/planRetention', { connection, retention });
    await state.update(lookedKey(connection), Date.now());
    if (plan !== null && plan.size.records > 0) {
      await errors.guard({ connection }, () => this.ask(connection, retention, plan));
    }
  }

  private async ask(connection: Connection, retention: Retention, { selection, size }: RetentionPlan): Promise<void> {
    const { language } = vscode.env;
    const remove = vscode.l10n.t('Delete…');
    const change = vscode.l10n.t('Change Retention');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} has more in the archive than is to be kept ({1}): {2} would go. Delete them?',
        connection.name,
        retentionText(retention, language),
        sizeText(size, language),
      ),
      remove,
      vscode.l10n.t('Not Now'),
      change,
    );
    if (chosen === remove) {
      const { confirmAndDelete } = await import(/* webpackChunkName: "archiveDialogs" */ './archiveDialogs');
      await confirmAndDelete(this.services.engine, connection, selection, size);
    } else if (chosen === change) {
      await vscode.commands.executeCommand('m365Audit.setRetention', { connection });
    }
  }
}

function lookedKey({ id }: Connection): string {
  return `retention.lookedAt.${id}`;
}
