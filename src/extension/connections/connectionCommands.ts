import * as vscode from 'vscode';
import { isDeepStrictEqual } from 'node:util';
import { demoConnection, isAppOnly, type Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { confirm } from '../quickInput/confirm';
import { askInSteps } from '../quickInput/multiStepInput';
import type { CredentialStore } from '../signIn/credentialStore';
import type { MicrosoftSignIn } from '../signIn/microsoftSignIn';
import type { SignIn } from '../signIn/signIn';
import { pickConnection, type ConnectionTarget } from './commandTarget';
import { emptyDraft, isOtherApp, toConnection, toDraft } from './connectionDraft';
import type { ConnectionSecrets } from './connectionSecrets';
import { makeConnectionId } from './connectionSettings';
import { connectionSteps, type ConnectionAnswers } from './connectionSteps';
import type { ConnectionStore } from './connectionStore';

export interface ConnectionCommandServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly signIn: SignIn;
  readonly microsoft: MicrosoftSignIn;
  readonly credentials: CredentialStore;
  readonly secrets: ConnectionSecrets;
  readonly errors: ErrorPresenter;
}

/** Commands that add, edit and remove connections. */
export class ConnectionCommands extends Disposable {
  constructor(private readonly services: ConnectionCommandServices) {
    super();
    const { errors } = services;
    const commands: Readonly<Record<string, (target?: ConnectionTarget) => Promise<void>>> = {
      'm365Audit.addConnection': () => errors.guard({}, () => this.add()),
      'm365Audit.editConnection': (target) => errors.guard({ ...target }, () => this.edit(target)),
      'm365Audit.removeConnection': (target) => errors.guard({ ...target }, () => this.remove(target)),
      'm365Audit.tryDemoTenant': () => this.tryDemo(),
    };
    for (const [id, handler] of Object.entries(commands)) {
      this.register(vscode.commands.registerCommand(id, handler));
    }
  }

  private async add(): Promise<void> {
    const { connections } = this.services;
    // The name is not known yet, and the id comes of it: until then a secret is looked for under an id that nobody has.
    const answers = await this.ask(vscode.l10n.t('Add Connection'), '', emptyDraft);
    if (answers === undefined) {
      return;
    }
    const connection = toConnection(makeConnectionId(answers.name, connections.knownIds ?? []), answers);
    await this.keepCredential(connection, answers);
    await connections.add(connection);
    await vscode.commands.executeCommand('m365Audit.signIn', { connection });
    await offerCheck(vscode.l10n.t('{0} was added.', connection.name), connection);
  }

  private async edit(target?: ConnectionTarget): Promise<void> {
    const { connections, signIn } = this.services;
    const before = await this.pickOwn(target);
    if (before === undefined) {
      return;
    }
    const answers = await this.ask(vscode.l10n.t('Edit Connection'), before.id, toDraft(before));
    if (answers === undefined) {
      return;
    }
    const connection = toConnection(before.id, answers);
    const isSame = isDeepStrictEqual(connection, before);
    if ((isSame && answers.credential === undefined) || !(await confirmOtherApp(before, connection))) {
      return;
    }
    await this.keepCredential(connection, answers);
    if (!isSame) {
      await signIn.forget(before);
      await connections.update(connection);
    }
    if ((await signIn.findAccount(connection)) === undefined) {
      await vscode.commands.executeCommand('m365Audit.signIn', { connection });
    }
    await offerCheck(vscode.l10n.t('{0} was changed.', connection.name), connection);
  }

  private ask(title: string, id: string, draft: ConnectionAnswers): Promise<ConnectionAnswers | undefined> {
    const { engine, credentials, connections } = this.services;
    const takenNames = connections.connections.filter((known) => known.id !== id).map(({ name }) => name);
    return askInSteps(title, connectionSteps({ engine, credentials, id, takenNames }), draft);
  }

  /** One that was given for another way to sign in, before the user went back, is dropped. */
  private async keepCredential(connection: Connection, { credential }: ConnectionAnswers): Promise<void> {
    const { credentials } = this.services;
    if (credential !== undefined && credential.credential.kind === connection.signIn) {
      await credentials.keep(connection, credential);
    } else if (!isAppOnly(connection)) {
      await credentials.forget(connection);
    }
  }

  private async remove(target?: ConnectionTarget): Promise<void> {
    const { connections, signIn, microsoft, secrets } = this.services;
    const connection = await pickConnection(connections, target);
    if (connection === undefined) {
      return;
    }
    const isConfirmed = await confirm(
      vscode.l10n.t('Remove the connection to {0}?', connection.name),
      signIn.isNeeded(connection)
        ? vscode.l10n.t(
            'Its subscriptions go on in the service, and records that were fetched stay in the archive. Its secrets are deleted from this machine.',
          )
        : vscode.l10n.t(
            'Records that were fetched stay in the archive. "M365 Audit: Try the Demo Tenant" adds it again.',
          ),
      vscode.l10n.t('Remove Connection'),
    );
    if (isConfirmed) {
      await signIn.forget(connection);
      await connections.remove(connection);
      await microsoft.forget(connection);
      await secrets.delete(connection.id);
    }
  }

  /** A connection of the settings. */
  private async pickOwn(target?: ConnectionTarget): Promise<Connection | undefined> {
    const { connections } = this.services;
    const connection = await pickConnection(connections, target);
    if (connection?.id === demoConnection.id) {
      throw new EngineError({ kind: 'notFound', message: vscode.l10n.t('The demo tenant has nothing to edit.') });
    }
    if (connection !== undefined && connections.find(connection.id) === undefined) {
      throw new EngineError({
        kind: 'notFound',
        message: vscode.l10n.t('The connection to {0} was removed.', connection.name),
      });
    }
    return connection;
  }

  /** Shows the demo tenant, fetches what it has, and opens the notebook that tells its story. */
  private async tryDemo(): Promise<void> {
    await this.services.connections.addDemo();
    await vscode.commands.executeCommand('m365Audit.feed.focus');
    await vscode.commands.executeCommand('m365Audit.fetch', { connection: demoConnection });
    await vscode.commands.executeCommand('m365Audit.openSampleNotebook');
  }
}

async function confirmOtherApp(before: Connection, after: Connection): Promise<boolean> {
  return (
    !isOtherApp(before, after) ||
    confirm(
      vscode.l10n.t('Change the app of {0}?', after.name),
      vscode.l10n.t(
        'Subscriptions and webhooks belong to the app id. Those of the old app go on without this connection: it can neither see nor stop them. The new app starts with none.',
      ),
      vscode.l10n.t('Change App'),
    )
  );
}

/** The command lives on after the message: nobody needs to answer it. */
async function offerCheck(message: string, connection: Connection): Promise<void> {
  const check = vscode.l10n.t('Check Connection');
  if ((await vscode.window.showInformationMessage(message, check)) === check) {
    await vscode.commands.executeCommand('m365Audit.checkConnection', { connection });
  }
}
