import { z } from 'zod';

const claims = z.object({ exp: z.number() });

/**
 * When a token ends, as it says itself (RFC 7519, `exp`). The service checks the token; this only saves a refused request.
 *
 * @returns milliseconds since the epoch; undefined for a token that does not say.
 */
export function tokenExpiry(token: string): number | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const { data } = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return data === undefined ? undefined : data.exp * 1_000;
  } catch {
    return undefined;
  }
}
