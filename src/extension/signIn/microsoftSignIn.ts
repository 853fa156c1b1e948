import * as vscode from 'vscode';
import { demoCloud, resolveCloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { Token, TokenParams } from '../../core/protocol/signInProtocol';
import { Disposable } from '../disposable';
import type { TokenSource } from '../engine/engineSession';
import { signInScopes } from './scopes';
import { isProviderReady, offerSovereignCloud } from './sovereignCloud';

const providerIds: ReadonlySet<string> = new Set(['microsoft', 'microsoft-sovereign-cloud']);

/** Signs in by VS Code's own Microsoft provider, which keeps the tokens. It prompts only where the user asked to sign in. */
export class MicrosoftSignIn extends Disposable implements TokenSource {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  /** The last token that the engine was given, by connection id. */
  private readonly givenTokens = new Map<string, string>();
  /** Ids of connections whose token the service refused and VS Code still brings: only a new session helps. */
  private readonly refusedConnections = new Set<string>();

  /** Someone signed in or out, here or elsewhere in VS Code. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(private readonly accounts: vscode.Memento) {
    super();
    this.register(
      vscode.authentication.onDidChangeSessions(({ provider }) => {
        if (providerIds.has(provider.id)) {
          this.changeEmitter.fire();
        }
      }),
    );
  }

  /** The demo tenant takes anyone. */
  isNeeded(connection: Connection): boolean {
    return connection.cloud !== demoCloud;
  }

  /** Name of the account that is signed in, without a prompt; undefined if there is none. */
  async findAccount(connection: Connection): Promise<string | undefined> {
    const session = await this.getSession(connection, undefined, {
      silent: true,
      ...this.findKnownAccount(connection),
    });
    return session?.account.label;
  }

  /** Prompts, so only for a user's click. A cancelled prompt is an error, as VS Code tells no difference. */
  async signIn(connection: Connection): Promise<void> {
    const cloud = resolveCloud(connection);
    if (!isProviderReady(cloud)) {
      await offerSovereignCloud(cloud);
    }
    const wasRefused = this.refusedConnections.has(connection.id);
    const session = await this.getSession(
      connection,
      undefined,
      wasRefused
        ? { forceNewSession: { detail: vscode.l10n.t('The service refused the account that is signed in.') } }
        : { createIfNone: true },
    );
    if (session !== undefined) {
      this.refusedConnections.delete(connection.id);
      await this.accounts.update(accountKey(connection), { id: session.account.id, label: session.account.label });
    }
    this.changeEmitter.fire();
  }

  async getToken({ connection, resource, refresh }: TokenParams): Promise<Token> {
    // Without `silent`, VS Code prompts for nothing and leaves an entry with a badge in the Accounts menu.
    const session = await this.getSession(connection, resource, this.findKnownAccount(connection));
    if (session === undefined) {
      throw signInError(vscode.l10n.t('Nobody is signed in to {0}.', connection.name));
    }
    const { accessToken } = session;
    if (refresh && this.givenTokens.get(connection.id) === accessToken) {
      this.refusedConnections.add(connection.id);
      throw signInError(vscode.l10n.t('{0} refuses the sign-in of {1}.', connection.name, session.account.label));
    }
    this.givenTokens.set(connection.id, accessToken);
    return { accessToken };
  }

  private async getSession(
    connection: Connection,
    resource: string | undefined,
    options: vscode.AuthenticationGetSessionOptions,
  ): Promise<vscode.AuthenticationSession | undefined> {
    const cloud = resolveCloud(connection);
    if (!isProviderReady(cloud)) {
      return undefined;
    }
    return vscode.authentication.getSession(
      cloud.authenticationProvider,
      signInScopes(connection, resource ?? cloud.resource),
      options,
    );
  }

  /** The account that the user chose for this connection: there may be several in VS Code. */
  private findKnownAccount(connection: Connection): Pick<vscode.AuthenticationGetSessionOptions, 'account'> {
    const account = this.accounts.get<vscode.AuthenticationSessionAccountInformation>(accountKey(connection));
    return account === undefined ? {} : { account };
  }
}

function accountKey(connection: Connection): string {
  return `account:${connection.id}`;
}

function signInError(message: string): EngineError {
  return new EngineError({ kind: 'signIn', message, action: 'signIn' });
}
