import type { RecordSelection } from '../../core/protocol/archiveProtocol';

/** Records of one tenant, or of all tenants of an archive where `tenantId` is absent. */
export interface RecordScope {
  readonly tenantId?: string | undefined;
  readonly selection: RecordSelection;
}
