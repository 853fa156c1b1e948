import { ApiError } from '../../api/apiError';
import type { Examination } from '../examination';
import { failed, failedBy, ok, type Finding } from '../finding';

const howToTurnOn =
  'In Exchange Online PowerShell, see whether it is on by "Get-AdminAuditLogConfig | Format-List UnifiedAuditLogIngestionEnabled" (Security & Compliance PowerShell always says False), and turn it on by "Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true". It may take an hour until the service knows, and longer until there is content.';

/** Whether the service knows the tenant, and its unified audit log is on. */
export async function checkAuditing(examination: Examination): Promise<Finding> {
  const { error } = await examination.subscriptions();
  if (error === undefined) {
    return ok('The service knows the tenant, and nothing says that its auditing is off.');
  }
  return error instanceof ApiError && error.isAuditingOff
    ? failed('The unified audit log of the tenant is off: the service does not find the tenant in it.', {
        help: howToTurnOn,
        action: 'retry',
      })
    : failedBy(error);
}
