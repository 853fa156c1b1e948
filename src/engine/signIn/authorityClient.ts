import type { Configuration, INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { AuthError } from '@azure/msal-node';
import { explainSignInError } from '../../core/api/signInErrors';
import { EngineError } from '../../core/protocol/engineError';
import type { AuthorityExchangeOptions, AuthorityRequest } from './authorityExchange';
import { exchangeWithAuthority } from './authorityExchange';

export interface AuthorityClientOptions extends AuthorityExchangeOptions {
  /** GUID. */
  readonly tenantId: string;
  /** GUID. */
  readonly clientId: string;
}

/** What all clients of MSAL here have in common: the way to the authority, and no other host. */
export function msalConfiguration(
  { authority, tenantId, clientId, network, signal }: AuthorityClientOptions,
  credential: Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate'> = {},
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
      ...credential,
    },
    system: { networkClient: new MsalNetwork({ authority, network, signal }) },
  };
}

/** Carries an error of ours through MSAL, which hides what is none of its own. */
class CarriedError extends AuthError {
  constructor(readonly carried: unknown) {
    super('authority_exchange_failed', '');
  }
}

/**
 * @throws what the exchange with the authority threw, or an EngineError of kind `signIn` for an error of MSAL itself; `signal`'s
 * reason where it was aborted
 */
export async function unwrapMsalError<T>(acquisition: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await acquisition;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CarriedError) {
      throw error.carried;
    }
    throw error instanceof AuthError ? msalFailure(error) : error;
  }
}

function msalFailure(error: AuthError): EngineError {
  return new EngineError(explainSignInError({ error: error.errorCode, codes: [] }), { cause: error });
}

/** MSAL's requests, by the proxy and the certificates that are set. */
class MsalNetwork implements INetworkModule {
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
      return { status, headers: { ...headers }, body: body as T };
    } catch (error) {
      throw new CarriedError(error);
    }
  }
}

function pickRequest({ headers, body }: NetworkRequestOptions = {}): Pick<AuthorityRequest, 'headers' | 'body'> {
  return { ...(headers === undefined ? {} : { headers }), ...(body === undefined ? {} : { body }) };
}
