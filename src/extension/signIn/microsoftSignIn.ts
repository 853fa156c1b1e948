import * as vscode from 'vscode';
import { resolveCloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { Token, TokenParams } from '../../core/protocol/signInProtocol';
import { Disposable } from '../disposable';
import { signInScopes } from './scopes';
import type { SignedIn, SignInProvider } from './signInProvider';
import { isProviderReady, offerSovereignCloud } from './sovereignCloud';

/** In place of an account: the user signed out of this connection. */
const signedOut = 'signedOut';

const providerIds: ReadonlySet<string> = new Set(['microsoft', 'microsoft-sovereign-cloud']);

/** Signs in by VS Code's own Microsoft provider, which keeps the tokens. It prompts only where the user asked to sign in. */
export class MicrosoftSignIn extends Disposable implements SignInProvider {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  /** The last token that the engine was given, by connection id and audience. */
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

  async findAccount(connection: Connection): Promise<SignedIn | undefined> {
    if (this.isSignedOut(connection)) {
      return undefined;
    }
    const session = await this.getSession(connection, undefined, {
      silent: true,
      ...this.findKnownAccount(connection),
    });
    return session === undefined ? undefined : { account: session.account.label };
  }

  /** A cancelled prompt is an error, as VS Code tells no difference. */
  async signIn(connection: Connection): Promise<void> {
    const cloud = resolveCloud(connection);
    if (!isProviderReady(cloud)) {
      await offerSovereignCloud(cloud);
    }
    const session = await this.promptForSession(connection, cloud.resource);
    if (session !== undefined) {
      this.refusedConnections.delete(connection.id);
      await this.accounts.update(accountKey(connection), { id: session.account.id, label: session.account.label });
    }
  }

  /** VS Code keeps its sessions, which other extensions use too; this connection uses none of them any more. */
  async signOut(connection: Connection): Promise<void> {
    this.refusedConnections.delete(connection.id);
    await this.accounts.update(accountKey(connection), signedOut);
  }

  /** Nothing is kept of a connection that is removed. */
  async forget(connection: Connection): Promise<void> {
    this.refusedConnections.delete(connection.id);
    await this.accounts.update(accountKey(connection), undefined);
  }

  async getToken({ connection, resource, refresh }: TokenParams): Promise<Token> {
    if (this.isSignedOut(connection)) {
      throw signInError(vscode.l10n.t('Nobody is signed in to {0}.', connection.name));
    }
    // Without `silent`, VS Code prompts for nothing and leaves an entry with a badge in the Accounts menu.
    const session = await this.getSession(connection, resource, this.findKnownAccount(connection));
    if (session === undefined) {
      throw signInError(vscode.l10n.t('Nobody is signed in to {0}.', connection.name));
    }
    const { accessToken } = session;
    const key = tokenKey(connection, resource);
    if (refresh && this.givenTokens.get(key) === accessToken) {
      this.refusedConnections.add(connection.id);
      throw signInError(vscode.l10n.t('{0} refuses the sign-in of {1}.', connection.name, session.account.label));
    }
    this.givenTokens.set(key, accessToken);
    return { accessToken };
  }

  /**
   * Whoever signs in while the engine has a token wants another one: an administrator granted a permission, say. VS Code would go on
   * with the one that it keeps, which lacks it, for an hour.
   */
  private async promptForSession(
    connection: Connection,
    resource: string,
  ): Promise<vscode.AuthenticationSession | undefined> {
    const wasSignedOut = this.isSignedOut(connection);
    const session = await this.getSession(connection, resource, this.promptOptions(connection));
    const isSame =
      session !== undefined && this.givenTokens.get(tokenKey(connection, resource)) === session.accessToken;
    return isSame && !wasSignedOut
      ? this.getSession(connection, resource, {
          forceNewSession: {
            detail: vscode.l10n.t('A new sign-in has the permissions that were granted since the last one.'),
          },
          ...this.findKnownAccount(connection),
        })
      : session;
  }

  private promptOptions(connection: Connection): vscode.AuthenticationGetSessionOptions {
    if (this.refusedConnections.has(connection.id)) {
      return { forceNewSession: { detail: vscode.l10n.t('The service refused the account that is signed in.') } };
    }
    // Who signed out may want another account.
    return { createIfNone: true, ...(this.isSignedOut(connection) ? { clearSessionPreference: true } : {}) };
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
    const account = this.accounts.get<vscode.AuthenticationSessionAccountInformation | typeof signedOut>(
      accountKey(connection),
    );
    return account === undefined || account === signedOut ? {} : { account };
  }

  private isSignedOut(connection: Connection): boolean {
    return this.accounts.get(accountKey(connection)) === signedOut;
  }
}

function tokenKey({ id }: Connection, resource: string): string {
  return JSON.stringify([id, resource]);
}

function accountKey(connection: Connection): string {
  return `account:${connection.id}`;
}

function signInError(message: string): EngineError {
  return new EngineError({ kind: 'signIn', message, action: 'signIn' });
}
