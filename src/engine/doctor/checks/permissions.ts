import type { TokenClaims } from '../../../core/api/tokenClaims';
import { describeTokenMisfit, type Permission } from '../../../core/api/tokenMisfit';
import type { EngineError } from '../../../core/protocol/engineError';
import { ApiError } from '../../api/apiError';
import type { Examination } from '../examination';
import { failed, failedBy, ok, warning, type Finding } from '../finding';

/** Whether the app may read the feed: what the token says, and what the service says to a listing. */
export async function checkFeedPermission(examination: Examination): Promise<Finding> {
  const claims = await readClaims(examination);
  const missing = await describeMissing(examination, claims, 'ActivityFeed.Read');
  if (missing !== undefined) {
    return missing;
  }
  const { error } = await examination.subscriptions();
  if (error === undefined) {
    return ok(`The service lets the app read the feed${kindOf(claims, 'ActivityFeed.Read')}.`);
  }
  if (isRefusal(error)) {
    return failedBy(error);
  }
  return unseen(claims, 'ActivityFeed.Read', error);
}

/** The same for DLP.All, which most do not need: it fails only where they asked for it. */
export async function checkDlpPermission(examination: Examination): Promise<Finding> {
  const claims = await readClaims(examination);
  const missing = await describeMissing(examination, claims, 'ActivityFeed.ReadDlp');
  const isSubscribed = (await examination.enabled()).includes('DLP.All');
  if (missing !== undefined) {
    return isSubscribed ? missing : { ...missing, status: 'warning' };
  }
  const { error: listingError } = await examination.subscriptions();
  if (listingError !== undefined) {
    return unseen(claims, 'ActivityFeed.ReadDlp', listingError);
  }
  // A listing is refused before anyone looks whether there is a subscription.
  const { error } = await examination.lastDay('DLP.All');
  if (error !== undefined && isRefusal(error)) {
    return { ...failedBy(error), status: isSubscribed ? 'failed' : 'warning' };
  }
  if (error !== undefined && !isSubscriptionMissing(error)) {
    return unseen(claims, 'ActivityFeed.ReadDlp', error);
  }
  return ok(`The service lets the app read DLP.All${kindOf(claims, 'ActivityFeed.ReadDlp')}.`);
}

async function readClaims(examination: Examination): Promise<TokenClaims | undefined> {
  return examination.isDemo ? undefined : (await examination.token()).value?.claims;
}

async function describeMissing(
  examination: Examination,
  claims: TokenClaims | undefined,
  permission: Permission,
): Promise<Finding | undefined> {
  if (claims === undefined) {
    return undefined;
  }
  const misfit = describeTokenMisfit(claims, {
    resource: (await examination.cloud()).resource,
    tenantId: examination.connection.tenantId,
    now: await examination.serverNow(),
    permissions: [permission],
  });
  return misfit === undefined ? undefined : failed(misfit.message, { action: misfit.action });
}

/** Where the service says something else than yes or no, the token must do. */
function unseen(claims: TokenClaims | undefined, permission: Permission, error: EngineError): Finding {
  return claims === undefined
    ? warning(`Whether the app has ${permission} could not be seen. ${error.message}`, { action: error.data.action })
    : ok(`The token carries ${permission}. The service did not say whether it takes it.`);
}

/** The service, or a look at the token before it was sent, says that the app may not. */
function isRefusal(error: EngineError): boolean {
  return error instanceof ApiError ? error.reaction === 'signIn' : error.data.kind === 'signIn';
}

function isSubscriptionMissing(error: EngineError): boolean {
  return error instanceof ApiError && error.reaction === 'subscribe';
}

/** By which kind of permission it may; a token that is opaque does not say. */
function kindOf(claims: TokenClaims | undefined, permission: Permission): string {
  return claims === undefined
    ? ''
    : `, by the ${claims.roles.includes(permission) ? 'application' : 'delegated'} permission ${permission}`;
}
