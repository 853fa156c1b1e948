import type { Connection } from '../../core/api/connection';
import { readTokenClaims } from '../../core/api/tokenClaims';
import type { Credential, DeviceCode, SignInState, TokenParams } from '../../core/protocol/signInProtocol';
import type { Network } from '../network/network';
import { TokenCache } from '../server/tokenCache';
import { AppSignIn } from './appSignIn';
import { DeviceCodeSignIn } from './deviceCodeSignIn';
import { createGetFeedToken } from './feedToken';

/** Who helps to sign in: the extension host. */
export interface SignInHost {
  /** A token of VS Code's own Microsoft provider. */
  requestToken(params: TokenParams): Promise<string>;
  requestCredential(connection: Connection): Promise<Credential>;
  announceDeviceCode(code: DeviceCode): void;
}

/** Signs connections in, each in its own way, and keeps their tokens. */
export class SignInService {
  readonly tokens: TokenCache;
  private readonly app: AppSignIn;
  private readonly deviceCode: DeviceCodeSignIn;

  constructor(
    private readonly host: SignInHost,
    network: Network,
  ) {
    this.app = new AppSignIn({ network, getCredential: (connection) => host.requestCredential(connection) });
    this.deviceCode = new DeviceCodeSignIn({
      network,
      announce: (code) => {
        host.announceDeviceCode(code);
      },
    });
    this.tokens = new TokenCache((params) => this.requestToken(params));
  }

  /**
   * Signs in anew: with a device code, which takes until the user has entered it, or by a token that is asked for now.
   *
   * @throws EngineError that says why nobody is signed in, or why the token could not be used
   */
  async signIn(connection: Connection, signal: AbortSignal): Promise<SignInState> {
    this.signOut(connection);
    if (connection.signIn === 'deviceCode') {
      await this.deviceCode.signIn(connection, signal);
      return { account: this.deviceCode.findAccount(connection) ?? connection.name };
    }
    const token = await createGetFeedToken(this.tokens, connection)({ refresh: false, now: undefined, signal });
    return { account: connection.clientId ?? readTokenClaims(token)?.account ?? connection.name };
  }

  /** Forgets all that is in memory: tokens and sign-ins. */
  signOut(connection: Connection): void {
    this.tokens.forget(connection);
    this.deviceCode.forget(connection);
  }

  /** Who is signed in, as far as this is known here: VS Code knows of its own accounts. */
  findSignIn(connection: Connection): SignInState | undefined {
    const { signIn = 'microsoft' } = connection;
    switch (signIn) {
      case 'deviceCode': {
        const account = this.deviceCode.findAccount(connection);
        return account === undefined ? undefined : { account };
      }
      case 'clientSecret':
      case 'certificate':
        return connection.clientId !== undefined && this.tokens.has(connection)
          ? { account: connection.clientId }
          : undefined;
      case 'microsoft':
        return undefined;
    }
  }

  private requestToken(params: TokenParams): Promise<string> {
    const { signIn = 'microsoft' } = params.connection;
    switch (signIn) {
      case 'deviceCode':
        return this.deviceCode.requestToken(params);
      case 'clientSecret':
      case 'certificate':
        return this.app.requestToken(params);
      case 'microsoft':
        return this.host.requestToken(params);
    }
  }
}
