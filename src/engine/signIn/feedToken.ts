import type { Connection } from '../../core/api/connection';
import { readTokenClaims } from '../../core/api/tokenClaims';
import type { TokenExpectation, TokenMisfit } from '../../core/api/tokenMisfit';
import { describeTokenMisfit } from '../../core/api/tokenMisfit';
import { EngineError } from '../../core/protocol/engineError';
import type { GetToken } from '../api/apiTransport';
import type { TokenCache } from '../server/tokenCache';
import { resolveConnectionCloud } from './connectionCloud';

/**
 * Gives the tokens of a connection for the activity feed, after a look at their claims: one that cannot work is not sent.
 *
 * @throws EngineError of kind `signIn` where there is no token, or none that fits; of kind `api` for a connection without a cloud
 */
export function createGetFeedToken(tokens: TokenCache, connection: Connection): GetToken {
  const { resource } = resolveConnectionCloud(connection);
  return async ({ now, contentType, ...options }) => {
    const token = await tokens.get(connection, resource, { ...options, now });
    const misfit = findTokenMisfit(token, {
      resource,
      tenantId: connection.tenantId,
      now,
      permissions: contentType === 'DLP.All' ? ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'] : ['ActivityFeed.Read'],
    });
    if (misfit !== undefined) {
      // The next try asks for another one, which has what an administrator granted meanwhile; of VS Code's provider after a sign-in.
      tokens.forget(connection, resource);
      throw new EngineError(misfit);
    }
    return token;
  };
}

/** Why a token does not fit, or undefined where it does; opaque ones always do. */
function findTokenMisfit(token: string, expectation: TokenExpectation): TokenMisfit | undefined {
  const claims = readTokenClaims(token);
  return claims === undefined ? undefined : describeTokenMisfit(claims, expectation);
}
