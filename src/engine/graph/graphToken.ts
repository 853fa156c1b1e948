import type { Connection } from '../../core/api/connection';
import { readTokenClaims } from '../../core/api/tokenClaims';
import { describeTokenMisfit } from '../../core/api/tokenMisfit';
import { EngineError } from '../../core/protocol/engineError';
import type { TokenCache } from '../server/tokenCache';
import type { GraphClientOptions } from './graphClient';

/**
 * Gives the tokens of a connection for Microsoft Graph, after a look at their claims: one for another audience is not sent. What it
 * may do there is left to Graph, which takes several permissions for one thing; so is its lifetime, because this computer's clock may
 * be wrong.
 *
 * @throws EngineError of kind `signIn` where there is no token, or none that fits
 */
export function createGetGraphToken(
  tokens: TokenCache,
  connection: Connection,
  graphOrigin: string,
): GraphClientOptions['getToken'] {
  return async (options) => {
    const token = await tokens.get(connection, graphOrigin, options);
    const claims = readTokenClaims(token);
    const { tenantId } = connection;
    const misfit =
      claims === undefined
        ? undefined
        : describeTokenMisfit(claims, { resource: graphOrigin, tenantId, now: undefined, permissions: [] });
    if (misfit !== undefined) {
      tokens.forget(connection, graphOrigin);
      throw new EngineError(misfit);
    }
    return token;
  };
}
