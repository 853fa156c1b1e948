import { demoCloud } from './cloud';

/**
 * How a connection signs in:
 * - `microsoft`: by VS Code's own Microsoft provider, as a user;
 * - `deviceCode`: as a user too, in any browser, with a code to type: for remote hosts that the provider's redirect cannot reach;
 * - `clientSecret` and `certificate`: as the app itself, with no user.
 */
export const signInMethods = ['microsoft', 'deviceCode', 'clientSecret', 'certificate'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** Where audit data comes from, and how to sign in there. It holds no secret: it is kept in the settings. */
export interface Connection {
  /** Unique among the connections; part of tree ids and document addresses, so it never changes. */
  readonly id: string;
  readonly name: string;
  /** A name of `clouds`, an origin, or `demo`. */
  readonly cloud: string;
  /** Origin of the sign-in service, where `cloud` is an origin; that of the Enterprise cloud where it is absent. */
  readonly authority?: string;
  /** Audience of the tokens, where `cloud` is an origin; that of the Enterprise cloud where it is absent. */
  readonly resource?: string;
  /** GUID, in lower case. */
  readonly tenantId: string;
  /** `microsoft` where it is absent. */
  readonly signIn?: SignInMethod;
  /** Application (client) id of the user's own app registration. Only `microsoft` works without: VS Code's own client is used then. */
  readonly clientId?: string;
  /** GUID that the service counts requests by; the tenant's own id where it is absent, as the reference advises. */
  readonly publisherIdentifier?: string;
}

/** The demo tenant's connection: always the same tenant, so that documents and notebooks find it again. */
export const demoConnection: Connection = {
  id: 'demo',
  name: 'Demo Tenant',
  cloud: demoCloud,
  tenantId: '5a8f0c1e-7d3b-4e62-9c4a-d1e0de30a0de',
};

/** Whether the app signs in as itself: its token carries `roles`, and there is no account. */
export function isAppOnly({ signIn }: Connection): boolean {
  return signIn === 'clientSecret' || signIn === 'certificate';
}
