import type { ContentType } from '../../core/api/contentType';
import { Refusal } from '../server/refusal';

/** Who calls: an app in a tenant, and what it may do. */
export interface Caller {
  readonly tenantId: string;
  readonly appId: string;
  readonly permissions: readonly string[];
}

export const readPermission = 'ActivityFeed.Read';
export const readDlpPermission = 'ActivityFeed.ReadDlp';
/** Of Microsoft Graph. */
export const graphPermissions = ['User.Read.All', 'Application.Read.All'];

/** @throws Refusal AF10001 for an app that may not read the feed at all. */
export function requireReadPermission(caller: Caller): void {
  requirePermission(caller, readPermission);
}

/** @throws Refusal AF10001 for an app that asks for DLP.All and may not. */
export function requireDlpPermission(caller: Caller, contentType: ContentType): void {
  if (contentType === 'DLP.All') {
    requirePermission(caller, readDlpPermission);
  }
}

function requirePermission({ permissions }: Caller, permission: string): void {
  if (!permissions.includes(permission)) {
    throw new Refusal('AF10001', permissions.join(' '));
  }
}
