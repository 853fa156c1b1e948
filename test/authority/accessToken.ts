import { randomUUID } from 'node:crypto';

export interface Account {
  readonly username: string;
  readonly name: string;
  readonly objectId: string;
  readonly tenantId: string;
}

/** Seconds that a token is good for, as the real service's are. */
export const tokenLifetime = 3600;

/** The permissions of the Management Activity API. */
const feedPermissions = ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'] as const;

/** A user's token for a resource, with the claims that the Management Activity API looks at. */
export function makeAccessToken(
  account: Account,
  clientId: string,
  resource: string,
  scopes: readonly string[] = feedPermissions,
): string {
  return makeJwt({
    ...timeClaims(),
    aud: resource,
    iss: `https://sts.windows.net/${account.tenantId}/`,
    tid: account.tenantId,
    oid: account.objectId,
    appid: clientId,
    upn: account.username,
    scp: scopes.join(' '),
    idtyp: 'user',
    uti: randomUUID(),
    ver: '1.0',
  });
}

/** A token of an app that signed in as itself. One without permissions has no `roles` at all, as the real ones. */
export function makeAppToken(
  tenantId: string,
  clientId: string,
  resource: string,
  roles: readonly string[] = feedPermissions,
): string {
  return makeJwt({
    ...timeClaims(),
    aud: resource,
    iss: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    oid: clientId,
    appid: clientId,
    idtyp: 'app',
    roles: roles.length === 0 ? undefined : roles,
    uti: randomUUID(),
    ver: '1.0',
  });
}

export function makeIdToken(account: Account, clientId: string, nonce: string | undefined): string {
  return makeJwt({
    ...timeClaims(),
    aud: clientId,
    iss: `https://login.microsoftonline.com/${account.tenantId}/v2.0`,
    tid: account.tenantId,
    oid: account.objectId,
    sub: account.objectId,
    name: account.name,
    preferred_username: account.username,
    nonce,
    ver: '2.0',
  });
}

function timeClaims(): { readonly iat: number; readonly nbf: number; readonly exp: number } {
  const now = Math.floor(Date.now() / 1000);
  return { iat: now, nbf: now, exp: now + tokenLifetime };
}

/** Nobody here checks signatures: neither the client library, for which tokens are opaque, nor the demo tenant. */
function makeJwt(claims: Readonly<Record<string, unknown>>): string {
  return [{ alg: 'RS256', typ: 'JWT', kid: 'test' }, claims, 'signature']
    .map((part) => toBase64Url(typeof part === 'string' ? part : JSON.stringify(part)))
    .join('.');
}

export function toBase64Url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
