import * as z from 'zod/mini';

/** Claims of an access token that say whom it is for and what it allows. */
export interface TokenClaims {
  /** Audience: an address, or the app id of the resource. */
  readonly audience?: string;
  /** GUID, in lower case. */
  readonly tenantId?: string;
  /** Milliseconds since the epoch. */
  readonly notBefore?: number;
  /** Milliseconds since the epoch. */
  readonly expires?: number;
  /** Permissions of the app itself. */
  readonly roles: readonly string[];
  /** Permissions of the app on behalf of the user. */
  readonly scopes: readonly string[];
  /** The app signed in as itself, with no user. */
  readonly isAppOnly: boolean;
  /** Name of the user. */
  readonly account?: string;
}

const seconds = z.pipe(
  z.number(),
  z.transform((value: number) => value * 1_000),
);

/** As the "Access token claims reference" of the Microsoft identity platform names them. */
const payload = z.object({
  aud: z.optional(z.string()),
  tid: z.optional(z.string()),
  nbf: z.optional(seconds),
  exp: z.optional(seconds),
  roles: z._default(z.array(z.string()), []),
  scp: z._default(z.string(), ''),
  idtyp: z.optional(z.string()),
  upn: z.optional(z.string()),
  unique_name: z.optional(z.string()),
  preferred_username: z.optional(z.string()),
});

/**
 * Reads the claims of a token. Nobody checks the signature here: the service does, and it alone decides.
 *
 * @returns undefined for a token that is opaque, as the demo tenant's is
 */
export function readTokenClaims(token: string): TokenClaims | undefined {
  const parts = token.split('.');
  const encoded = parts[1];
  if (parts.length !== 3 || encoded === undefined) {
    return undefined;
  }
  const { data } = payload.safeParse(parseBase64UrlJson(encoded));
  if (data === undefined) {
    return undefined;
  }
  const { aud, tid, nbf, exp, roles, scp, idtyp, upn, unique_name: uniqueName, preferred_username: preferred } = data;
  const scopes = scp.split(' ').filter((scope) => scope !== '');
  const account = upn ?? preferred ?? uniqueName;
  return {
    ...(aud === undefined ? {} : { audience: aud }),
    ...(tid === undefined ? {} : { tenantId: tid.toLowerCase() }),
    ...(nbf === undefined ? {} : { notBefore: nbf }),
    ...(exp === undefined ? {} : { expires: exp }),
    roles,
    scopes,
    // `idtyp` is an optional claim; without it, a token on behalf of a user is told by its scopes.
    isAppOnly: idtyp === 'app' || (idtyp === undefined && scopes.length === 0),
    ...(account === undefined ? {} : { account }),
  };
}

function parseBase64UrlJson(encoded: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (byte) =>
      byte.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
