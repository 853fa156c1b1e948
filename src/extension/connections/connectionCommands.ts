import * as vscode from 'vscode';
import { demoConnection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { MicrosoftSignIn } from '../signIn/microsoftSignIn';
import { askForConnection } from './addConnection';
import { pickConnection, type ConnectionTarget } from './commandTarget';
import type { ConnectionStore } from './connectionStore';

/** Commands that add and remove connections, and sign in to them. */
export class ConnectionCommands extends Disposable {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly signIn: MicrosoftSignIn,
    private readonly errors: ErrorPresenter,
  ) {
    super();
    const commands: Readonly<Record<string, (target?: ConnectionTarget) => Promise<void>>> = {
      'm365Audit.addConnection': () => this.add(),
      'm365Audit.removeConnection': (target) => this.remove(target),
      'm365Audit.signIn': (target) => this.signInTo(target),
      'm365Audit.tryDemoTenant': () => this.tryDemo(),
    };
    for (const [id, handler] of Object.entries(commands)) {
      this.register(vscode.commands.registerCommand(id, handler));
    }
  }

  private async add(): Promise<void> {
    const connection = await askForConnection(this.connections.connections.map(({ id }) => id));
    if (connection === undefined) {
      return;
    }
    await this.errors.guard({}, () => this.connections.add(connection));
    await this.signInTo({ connection });
  }

  private async remove(target?: ConnectionTarget): Promise<void> {
    const connection = await pickConnection(this.connections, target);
    if (connection === undefined) {
      return;
    }
    const remove = vscode.l10n.t('Remove Connection');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Remove the connection to {0}?', connection.name),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Its subscriptions go on in the service, and records that were fetched stay in the archive.',
        ),
      },
      remove,
    );
    if (chosen === remove) {
      await this.errors.guard({}, () => this.connections.remove(connection));
    }
  }

  private async signInTo(target?: ConnectionTarget): Promise<void> {
    const connection = await pickConnection(this.connections, target);
    if (connection === undefined || !this.signIn.isNeeded(connection)) {
      return;
    }
    await this.errors.guard({ connection }, async () => {
      try {
        await this.signIn.signIn(connection);
      } catch (error) {
        if (error instanceof vscode.CancellationError) {
          throw error;
        }
        throw new EngineError(
          {
            kind: 'signIn',
            message: vscode.l10n.t(
              'Signing in to {0} did not work: {1}',
              connection.name,
              error instanceof Error ? error.message : String(error),
            ),
            action: 'retry',
          },
          { cause: error },
        );
      }
    });
  }

  /** Shows the demo tenant, fetches what it has, and opens the notebook that tells its story. */
  private async tryDemo(): Promise<void> {
    await this.connections.addDemo();
    await vscode.commands.executeCommand('m365Audit.feed.focus');
    await vscode.commands.executeCommand('m365Audit.fetch', { connection: demoConnection });
    await vscode.commands.executeCommand('m365Audit.openSampleNotebook');
  }
}
