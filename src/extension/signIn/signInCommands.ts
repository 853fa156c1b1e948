import * as vscode from 'vscode';
import { isAppOnly, type Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import { askForCredential } from '../connections/askForCredential';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { confirm } from '../quickInput/confirm';
import { askInSteps } from '../quickInput/multiStepInput';
import type { CredentialStore, KeptCredential } from './credentialStore';
import type { SignIn } from './signIn';

export interface SignInCommandServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly signIn: SignIn;
  readonly credentials: CredentialStore;
  readonly errors: ErrorPresenter;
}

/** Commands that sign in and out, and take the secrets that this needs. */
export class SignInCommands extends Disposable {
  constructor(private readonly services: SignInCommandServices) {
    super();
    this.addCommand('m365Audit.signIn', (connection) => this.signIn(connection));
    this.addCommand('m365Audit.signOut', (connection) => this.signOut(connection));
    this.addCommand('m365Audit.setCredential', (connection) => this.setCredential(connection));
  }

  private addCommand(id: string, perform: (connection: Connection) => Promise<void>): void {
    const { connections, errors, signIn } = this.services;
    this.register(
      vscode.commands.registerCommand(id, async (target?: ConnectionTarget) => {
        const connection = await pickConnection(connections, target);
        if (connection === undefined) {
          return;
        }
        if (signIn.isNeeded(connection)) {
          await errors.guard({ connection }, () => perform(connection));
        } else {
          void vscode.window.showInformationMessage(vscode.l10n.t('The demo tenant needs no sign-in.'));
        }
      }),
    );
  }

  private async signIn(connection: Connection): Promise<void> {
    const { signIn, credentials } = this.services;
    if (isAppOnly(connection) && (await credentials.find(connection)).kind !== 'kept') {
      await this.setCredential(connection);
      return;
    }
    try {
      await signIn.signIn(connection);
    } catch (error) {
      throw explain(connection, error);
    }
  }

  private async signOut(connection: Connection): Promise<void> {
    if (isAppOnly(connection) && !(await confirmDeletion(connection))) {
      return;
    }
    await this.services.signIn.signOut(connection);
    if ((connection.signIn ?? 'microsoft') === 'microsoft') {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          '{0} is signed out. VS Code itself stays signed in: its Accounts menu signs the account out everywhere.',
          connection.name,
        ),
      );
    }
  }

  /** Asks for the secret or the certificate, and tries it. */
  private async setCredential(connection: Connection): Promise<void> {
    const { engine, credentials } = this.services;
    const { signIn: method } = connection;
    if (!isAppOnly(connection) || method === undefined) {
      throw new EngineError({
        kind: 'notFound',
        message: vscode.l10n.t('{0} signs in as a user, so it needs neither secret nor certificate.', connection.name),
        action: 'editConnection',
      });
    }
    const hasKept = (await credentials.find(connection)).kind === 'kept';
    const start: { readonly credential?: KeptCredential | undefined } = {};
    const answer = await askInSteps(
      vscode.l10n.t('Set Credential of {0}', connection.name),
      [{ ask: async (prompts) => ({ credential: await askForCredential(prompts, engine, method, hasKept) }) }],
      start,
    );
    if (answer?.credential !== undefined) {
      await credentials.keep(connection, answer.credential);
      await this.signIn(connection);
    }
  }
}

function confirmDeletion(connection: Connection): Promise<boolean> {
  return confirm(
    vscode.l10n.t('Sign the app of {0} out?', connection.name),
    vscode.l10n.t('Its secret or certificate is deleted from this machine. To sign in again, you need it.'),
    vscode.l10n.t('Sign Out'),
  );
}

/** Whoever explained the error already is not talked over; what VS Code's provider throws says little. */
function explain(connection: Connection, error: unknown): unknown {
  if (error instanceof vscode.CancellationError || error instanceof EngineError) {
    return error;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new EngineError(
    {
      kind: 'signIn',
      message: vscode.l10n.t('Signing in to {0} did not work: {1}', connection.name, reason),
      action: 'retry',
    },
    { cause: error },
  );
}
