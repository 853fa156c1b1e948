import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { DeviceCode, TokenParams } from '../../core/protocol/signInProtocol';
import type { Network } from '../network/network';
import type { AuthorityClientOptions } from './authorityClient';
import { requireClientId } from './clientId';
import { resolveConnectionCloud } from './connectionCloud';
import { connectionIdentity } from './connectionIdentity';
import type { UserSession } from './deviceCodeClient';
import { unlessAborted } from './unlessAborted';

export interface DeviceCodeSignInOptions {
  readonly network: Network;
  /** Tells the user the code. */
  readonly announce: (code: DeviceCode) => void;
}

/** Signs users in with device codes, and keeps their sign-ins in memory, by connection. */
export class DeviceCodeSignIn {
  private readonly sessions = new Map<string, UserSession & { readonly identity: string }>();

  constructor(private readonly options: DeviceCodeSignInOptions) {}

  /**
   * Waits until the user has entered the code.
   *
   * @throws EngineError where the code expired or was declined, or the authority refuses
   */
  async signIn(connection: Connection, signal: AbortSignal): Promise<void> {
    const { resource } = resolveConnectionCloud(connection);
    // Late, because most engines never sign in by themselves.
    const { signInWithDeviceCode } = await import('./deviceCodeClient');
    const acquisition = signInWithDeviceCode(this.clientOptions(connection, signal), resource, (code) => {
      this.options.announce({
        connectionId: connection.id,
        userCode: code.userCode,
        verificationUri: code.verificationUri,
        expires: Date.now() + code.expiresIn * 1_000,
      });
    });
    // MSAL ends when it asks the next time, which may take some seconds.
    this.keep(connection, (await unlessAborted(acquisition, signal)).session);
  }

  /** @throws EngineError where nobody is signed in any more */
  async requestToken({ connection, resource }: TokenParams): Promise<string> {
    const session = this.find(connection);
    if (session === undefined) {
      throw new EngineError({
        kind: 'signIn',
        code: 'NotSignedIn',
        action: 'signIn',
        message: `Nobody is signed in to ${connection.name}. Sign in, then try again.`,
      });
    }
    const { renewUserToken } = await import('./deviceCodeClient');
    const renewed = await renewUserToken(this.clientOptions(connection), session, resource);
    if (this.find(connection) === session) {
      this.keep(connection, renewed.session);
    }
    return renewed.accessToken;
  }

  /** Name of the account that is signed in. */
  findAccount(connection: Connection): string | undefined {
    return this.find(connection)?.account.username;
  }

  forget({ id }: Connection): void {
    this.sessions.delete(id);
  }

  private keep(connection: Connection, session: UserSession): void {
    this.sessions.set(connection.id, { ...session, identity: connectionIdentity(connection) });
  }

  /** A connection that became another one, of the same id, is not signed in. */
  private find(connection: Connection): (UserSession & { readonly identity: string }) | undefined {
    const session = this.sessions.get(connection.id);
    return session?.identity === connectionIdentity(connection) ? session : undefined;
  }

  private clientOptions(connection: Connection, signal?: AbortSignal): AuthorityClientOptions {
    return {
      authority: resolveConnectionCloud(connection).authority,
      tenantId: connection.tenantId,
      clientId: requireClientId(connection),
      network: this.options.network,
      signal,
    };
  }
}
