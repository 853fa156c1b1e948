import { Buffer } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { clouds } from '../../core/api/cloud';
import { AuthorizationDenied } from '../server/refusal';
import { graphPermissions, readDlpPermission, readPermission, type Caller } from './caller';

const claimsSchema = z.object({
  tid: z.guid().toLowerCase(),
  aud: z.string(),
  /** Seconds since the epoch. */
  exp: z.number(),
  /** The app's id: `appid` in tokens of version 1, `azp` in version 2. */
  appid: z.guid().toLowerCase().optional(),
  azp: z.guid().toLowerCase().optional(),
  /** Application permissions. */
  roles: z.array(z.string()).default([]),
  /** Delegated permissions, with spaces between. */
  scp: z.string().default(''),
});

export interface TokenReaderOptions {
  /** The fixed token. */
  readonly token: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly now: () => number;
}

/**
 * Tells who calls by the bearer token: the fixed one, which stands for an app with every permission, or a JWT by its claims.
 *
 * The signature of a JWT is NOT checked: this is a demo on loopback, whose records are invented, and a test makes its own tokens.
 */
export class TokenReader {
  private readonly audiences: ReadonlySet<string>;

  constructor(
    private readonly options: TokenReaderOptions,
    origin: string,
  ) {
    this.audiences = new Set([...Object.values(clouds).map((cloud) => cloud.resource), origin]);
  }

  /** @throws AuthorizationDenied for a header that brings no token, or a wrong one: expired, or for another audience. */
  read(authorization: string | undefined): Caller {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw new AuthorizationDenied();
    }
    if (equalsInConstantTime(token, this.options.token)) {
      const { tenantId, appId } = this.options;
      return { tenantId, appId, permissions: [readPermission, readDlpPermission, ...graphPermissions] };
    }
    return this.readJwt(token);
  }

  private readJwt(token: string): Caller {
    const claims = claimsSchema.safeParse(decodePayload(token));
    if (!claims.success) {
      throw new AuthorizationDenied();
    }
    const { tid, aud, exp, appid, azp, roles, scp } = claims.data;
    const appId = appid ?? azp;
    if (appId === undefined || exp * 1_000 <= this.options.now() || !this.audiences.has(aud.replace(/\/$/, ''))) {
      throw new AuthorizationDenied();
    }
    return { tenantId: tid, appId, permissions: [...roles, ...scp.split(' ').filter((scope) => scope !== '')] };
  }
}

function decodePayload(token: string): unknown {
  const [, payload] = token.split('.');
  try {
    return JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
  } catch {
    return undefined;
  }
}

function equalsInConstantTime(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
