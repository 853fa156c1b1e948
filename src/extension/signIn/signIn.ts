import * as vscode from 'vscode';
import { demoCloud } from '../../core/api/cloud';
import type { Connection, SignInMethod } from '../../core/api/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import { AppSignIn } from './appSignIn';
import type { CredentialStore } from './credentialStore';
import { DeviceCodeSignIn } from './deviceCodeSignIn';
import type { MicrosoftSignIn } from './microsoftSignIn';
import type { SignedIn, SignInProvider } from './signInProvider';

export interface SignInServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly microsoft: MicrosoftSignIn;
  readonly credentials: CredentialStore;
  readonly log: vscode.LogOutputChannel;
}

/** Signing in, whatever the way of a connection is. The engine's tokens follow: what was signed in before is forgotten there. */
export class SignIn extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly providers: Readonly<Record<SignInMethod, SignInProvider>>;

  /** Someone signed in or out, or a credential changed, here or elsewhere in VS Code. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(private readonly services: SignInServices) {
    super();
    const { engine, connections, microsoft, credentials } = services;
    const app = new AppSignIn(engine, credentials);
    this.providers = {
      microsoft,
      deviceCode: new DeviceCodeSignIn(engine),
      clientSecret: app,
      certificate: app,
    };
    this.register(
      microsoft.onDidChange(() =>
        this.renew(connections.connections.filter((known) => methodOf(known) === 'microsoft')),
      ),
    );
    this.register(
      credentials.onDidChange((connectionId) => {
        void this.renew(connections.connections.filter(({ id }) => id === connectionId));
      }),
    );
  }

  /** The demo tenant takes anyone. */
  isNeeded(connection: Connection): boolean {
    return connection.cloud !== demoCloud;
  }

  /** Who is signed in, without a prompt; undefined if nobody is. */
  findAccount(connection: Connection): Promise<SignedIn | undefined> {
    return this.providerOf(connection).findAccount(connection);
  }

  /**
   * Prompts, so only for a user's click.
   *
   * @throws EngineError where it does not work, `vscode.CancellationError` if the user leaves
   */
  async signIn(connection: Connection): Promise<void> {
    // What the engine knows may be what does not work.
    await this.forget(connection);
    await this.providerOf(connection).signIn(connection);
    this.changeEmitter.fire();
  }

  /** Forgets the account, or the secret, and the tokens. */
  async signOut(connection: Connection): Promise<void> {
    await this.providerOf(connection).signOut(connection);
    await this.renew([connection]);
  }

  /** Takes the engine's tokens away: they were got by settings or secrets that have changed. */
  async forget(connection: Connection): Promise<void> {
    try {
      await this.services.engine.requestIfRunning('m365Audit/signOut', { connection });
    } catch (error) {
      // It only means that old tokens stay until they expire.
      this.services.log.warn('the engine did not forget a sign-in', error);
    }
  }

  private providerOf(connection: Connection): SignInProvider {
    return this.providers[methodOf(connection)];
  }

  private async renew(connections: readonly Connection[]): Promise<void> {
    await Promise.all(connections.map((connection) => this.forget(connection)));
    this.changeEmitter.fire();
  }
}

function methodOf({ signIn }: Connection): SignInMethod {
  return signIn ?? 'microsoft';
}
