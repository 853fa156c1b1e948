import type * as vscode from 'vscode';
import type { Connection } from '../../../core/api/connection';
import type { EngineSession } from '../../engine/engineSession';

/** Knows whether anything was fetched from a tenant, so that an empty result can be told from an empty archive. */
export class ArchiveContents {
  /** Tenants that records were seen of. Archives only grow, so this stays true. */
  private readonly filledTenants = new Set<string>();

  constructor(private readonly engine: EngineSession) {}

  async isEmpty(connection: Connection, token?: vscode.CancellationToken): Promise<boolean> {
    if (this.filledTenants.has(connection.tenantId)) {
      return false;
    }
    const [result] = await this.engine.request(
      'm365Audit/runQuery',
      { connection, language: 'kql', text: 'AuditRecords | take 1 | project Id', firstRows: 1 },
      token,
    );
    if (result === undefined) {
      return true;
    }
    await this.engine.request('m365Audit/releaseResults', { resultIds: [result.resultId] });
    if (result.rowCount > 0) {
      this.filledTenants.add(connection.tenantId);
    }
    return result.rowCount === 0;
  }
}
