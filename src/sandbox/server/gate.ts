import type { TokenReader } from '../auth/tokenReader';
import { requireReadPermission, type Caller } from '../auth/caller';
import type { SandboxSettings } from '../sandboxOptions';
import { isGuid } from './parameters';
import { Refusal } from './refusal';

/** A tenant whose unified audit log was never turned on: the service gives no code of its table then. */
export class AuditingOff extends Error {
  override readonly name = 'AuditingOff';

  constructor(readonly tenantId: string) {
    super(`Tenant ${tenantId} does not exist.`);
  }
}

/** Who may pass: the checks of token and tenant that all operations share. */
export class Gate {
  constructor(
    private readonly tokens: TokenReader,
    private readonly settings: Pick<SandboxSettings, 'tenantId' | 'tenantState'>,
  ) {}

  /** @throws AuthorizationDenied, AuditingOff, or Refusal AF20013, AF20010, AF20011, AF20012 or AF10001. */
  admit(authorization: string | undefined, tenantInPath: string): Caller {
    const caller = this.tokens.read(authorization);
    const tenantId = tenantInPath.toLowerCase();
    if (!isGuid(tenantId)) {
      throw new Refusal('AF20013', tenantInPath);
    }
    if (tenantId !== caller.tenantId) {
      throw new Refusal('AF20010', tenantInPath, caller.tenantId);
    }
    if (tenantId !== this.settings.tenantId) {
      throw new Refusal('AF20011', tenantInPath);
    }
    if (this.settings.tenantState === 'misconfigured') {
      throw new Refusal('AF20012', tenantInPath);
    }
    if (this.settings.tenantState === 'auditingOff') {
      throw new AuditingOff(tenantId);
    }
    requireReadPermission(caller);
    return caller;
  }
}
