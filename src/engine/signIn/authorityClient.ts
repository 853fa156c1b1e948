import type { Configuration, INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { AuthError } from '@azure/msal-node';
import { explainSignInError } from '../../core/api/signInErrors';
import { EngineError } from '../../core/protocol/engineError';
import type { AuthorityExchangeOptions, AuthorityRequest } from './authorityExchange';
import { exchangeWithAuthority, pendingError } from './authorityExchange';

export interface AuthorityClientOptions extends AuthorityExchangeOptions {
  /** GUID. */
  readonly tenantId: string;
  /** GUID. */
  readonly clientId: string;
}

/** How MSAL names the grant of a device code. */
const deviceCodeGrant = 'device_code';

/** More in a row are an outage: they come some seconds apart. */
const mostBrokenPolls = 10;

/**
 * Lets MSAL acquire something from the configured authority, and from no other host.
 *
 * @param acquire makes a client of MSAL from the configuration, and uses it once
 * @throws EngineError that says why it failed; the signal's reason where it was aborted
 */
export async function acquireFromAuthority<T>(
  options: AuthorityClientOptions,
  acquire: (configuration: Configuration) => Promise<T>,
): Promise<T> {
  const network = new MsalNetwork(options);
  try {
    return await acquire(msalConfiguration(options, network));
  } catch (error) {
    options.signal?.throwIfAborted();
    if (network.failure !== undefined) {
      throw network.failure;
    }
    throw error instanceof AuthError
      ? new EngineError(explainSignInError({ error: error.errorCode, codes: [] }), { cause: error })
      : error;
  }
}

function msalConfiguration(
  { authority, tenantId, clientId }: AuthorityClientOptions,
  networkClient: INetworkModule,
): Configuration {
  const root = `${authority}/${tenantId}`;
  return {
    auth: {
      clientId,
      authority: root,
      // Both keep MSAL from asking login.microsoftonline.com what it knows of this authority.
      knownAuthorities: [new URL(authority).host],
      authorityMetadata: JSON.stringify({
        issuer: `${root}/v2.0`,
        authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
        token_endpoint: `${root}/oauth2/v2.0/token`,
        end_session_endpoint: `${root}/oauth2/v2.0/logout`,
        jwks_uri: `${root}/discovery/v2.0/keys`,
      }),
    },
    system: { networkClient },
  };
}

/** MSAL's requests, by the proxy and the certificates that are set. */
class MsalNetwork implements INetworkModule {
  /** The last error. MSAL hides errors that are none of its own, and leaves out the numbers of the authority's. */
  failure: Error | undefined;
  private brokenPolls = 0;

  constructor(private readonly options: AuthorityExchangeOptions) {}

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.exchange<T>({ method: 'GET', url, ...pickRequest(options) });
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.exchange<T>({ method: 'POST', url, ...pickRequest(options) });
  }

  private async exchange<T>(request: AuthorityRequest): Promise<NetworkResponse<T>> {
    try {
      const { status, headers, body } = await exchangeWithAuthority(request, this.options);
      this.brokenPolls = 0;
      // MSAL names the type of the answer, and checks it.
      return { status, headers: { ...headers }, body: body as T };
    } catch (error) {
      if (this.mayPollOn(request, error)) {
        return { status: 400, headers: {}, body: { error: pendingError } as T };
      }
      this.failure = error instanceof Error ? error : new Error('The exchange was broken off.', { cause: error });
      throw error;
    }
  }

  /** While the user is typing a code, the network may break off for a moment (RFC 8628, section 3.5). */
  private mayPollOn({ body }: AuthorityRequest, error: unknown): boolean {
    const isPoll = new URLSearchParams(body).get('grant_type') === deviceCodeGrant;
    if (!isPoll || !(error instanceof EngineError) || error.data.kind !== 'network') {
      return false;
    }
    this.brokenPolls += 1;
    return this.brokenPolls <= mostBrokenPolls;
  }
}

function pickRequest({ headers, body }: NetworkRequestOptions = {}): Pick<AuthorityRequest, 'headers' | 'body'> {
  return { ...(headers === undefined ? {} : { headers }), ...(body === undefined ? {} : { body }) };
}
