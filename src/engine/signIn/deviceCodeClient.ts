import type { AccountInfo, AuthenticationResult, DeviceCodeRequest } from '@azure/msal-node';
import { PublicClientApplication } from '@azure/msal-node';
import { z } from 'zod';
import { EngineError } from '../../core/protocol/engineError';
import type { AuthorityClientOptions } from './authorityClient';
import { acquireFromAuthority } from './authorityClient';

/** A user's sign-in: MSAL's cache, with the refresh token in it. In memory only. */
export interface UserSession {
  readonly account: AccountInfo;
  readonly cache: string;
}

/** What the user must do. */
export interface IssuedDeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface UserToken {
  readonly session: UserSession;
  readonly accessToken: string;
}

/** MSAL would ask without a pause if there were no interval. */
const issuedDeviceCode = z.object({
  userCode: z.string().min(1),
  verificationUri: z.url({ protocol: /^https$/ }),
  expiresIn: z.number().positive(),
  interval: z.number().positive(),
});

/**
 * Signs a user in with a device code (RFC 8628); done when the user has entered it.
 *
 * @param onCode told the code, once
 * @throws EngineError that says why nobody is signed in
 */
export function signInWithDeviceCode(
  options: AuthorityClientOptions,
  resource: string,
  onCode: (code: IssuedDeviceCode) => void,
): Promise<UserToken> {
  const request: DeviceCodeRequest = {
    scopes: scopesOf(resource),
    deviceCodeCallback: (response) => {
      const code = issuedDeviceCode.safeParse(response);
      if (!code.success) {
        throw unusableAnswer(code.error);
      }
      onCode(code.data);
    },
  };
  return acquireFromAuthority(options, async (configuration) => {
    const client = new PublicClientApplication(configuration);
    return toUserToken(client, await client.acquireTokenByDeviceCode(request));
  });
}

/**
 * Gets a new token for any resource by a user's sign-in. Never one that MSAL still has: it would lack what was granted since, and
 * MSAL takes its lifetime by this computer's clock, which may be wrong.
 *
 * @throws EngineError where the sign-in has ended
 */
export function renewUserToken(
  options: AuthorityClientOptions,
  { account, cache }: UserSession,
  resource: string,
): Promise<UserToken> {
  return acquireFromAuthority(options, async (configuration) => {
    const client = new PublicClientApplication(configuration);
    client.getTokenCache().deserialize(cache);
    const result = await client.acquireTokenSilent({ account, scopes: scopesOf(resource), forceRefresh: true });
    return toUserToken(client, result);
  });
}

function toUserToken(client: PublicClientApplication, result: AuthenticationResult | null): UserToken {
  if (!result?.account) {
    throw unusableAnswer();
  }
  const { account, accessToken } = result;
  return { session: { account, cache: client.getTokenCache().serialize() }, accessToken };
}

function scopesOf(resource: string): string[] {
  return [`${resource}/.default`];
}

function unusableAnswer(cause?: unknown): EngineError {
  return new EngineError(
    {
      kind: 'signIn',
      code: 'UnexpectedAnswer',
      action: 'editConnection',
      message: 'The answer of the authority lacks what a sign-in needs. Check the authority of the connection.',
    },
    { cause },
  );
}
