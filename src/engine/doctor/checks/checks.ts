import type { CheckDefinition } from '../checkDefinition';
import { checkAuditing } from './auditing';
import { checkAuthority } from './authority';
import { checkClock } from './clock';
import { checkFirstContent } from './firstContent';
import { checkNetwork } from './network';
import { checkOldestContent } from './oldestContent';
import { checkDlpPermission, checkFeedPermission } from './permissions';
import { checkSubscriptions } from './subscriptions';
import { checkToken } from './token';
import { checkLastFault, checkQuota } from './traffic';
import { checkWebhooks } from './webhooks';

/**
 * The checks in the order of the report. The token needs no authority: it may be at hand already. Its permissions are looked at
 * where there is one, and what is listed where it may be.
 */
export const checks: readonly CheckDefinition[] = [
  { id: 'network', title: 'Network', needs: [], run: checkNetwork },
  { id: 'clock', title: 'Clock', needs: ['network'], run: checkClock },
  { id: 'authority', title: 'Sign-in Service', needs: [], run: checkAuthority },
  { id: 'token', title: 'Token', needs: [], run: checkToken },
  { id: 'feedPermission', title: 'Permission for the Feed', needs: ['network', 'token'], run: checkFeedPermission },
  { id: 'dlpPermission', title: 'Permission for DLP', needs: ['feedPermission'], run: checkDlpPermission },
  { id: 'auditing', title: 'Auditing', needs: ['feedPermission'], run: checkAuditing },
  { id: 'subscriptions', title: 'Subscriptions', needs: ['auditing'], run: checkSubscriptions },
  { id: 'webhooks', title: 'Webhooks', needs: ['auditing'], run: checkWebhooks },
  { id: 'firstContent', title: 'Recent Content', needs: ['subscriptions'], run: checkFirstContent },
  { id: 'oldestContent', title: 'Oldest Content', needs: ['subscriptions'], run: checkOldestContent },
  { id: 'quota', title: 'Quota', needs: [], run: checkQuota },
  { id: 'lastFault', title: 'Last Fault', needs: [], run: checkLastFault },
];
