import type { Connection } from '../../../core/api/connection';
import type { TableSchema } from '../../../core/kql/tableSchema';
import { completePowerShell } from '../../../core/powershell/language/completions';
import { diagnosePowerShell } from '../../../core/powershell/language/diagnostics';
import { emptyScope, type PowerShellScope } from '../../../core/powershell/powerShellScope';
import { translatePowerShell } from '../../../core/powershell/translatePowerShell';
import type { PowerShellDiagnostic } from '../../../core/protocol/powerShellProtocol';
import { archiveTables } from '../../../core/schema/archiveTables';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';

/** Cells in PowerShell style: what they are as KQL, and what helps to write them. Nothing of them is run. */
export function registerPowerShellHandlers(router: RequestRouter, tenants: Tenants): void {
  const tablesOf = async (connection: Connection): Promise<readonly TableSchema[]> => {
    const archive = await tenants.archive(connection);
    const { otherKeys } = await archive.recordSet(connection.tenantId);
    return archiveTables([...otherKeys]);
  };
  /** Writing goes on where the archive cannot be read: running the cell tells of it. */
  const knownTables = async (connection: Connection | null): Promise<readonly TableSchema[]> =>
    connection === null ? archiveTables([]) : tablesOf(connection).catch(() => archiveTables([]));

  router.handle('m365Audit/translatePowerShell', async ({ connection, text, scope = emptyScope }) =>
    translatePowerShell(text, { tables: await tablesOf(connection), now: Date.now(), scope }),
  );

  router.handle('m365Audit/completePowerShell', async ({ connection, earlier, text, offset }) => {
    const tables = await knownTables(connection);
    const { scope } = diagnoseCells(earlier, tables);
    return completePowerShell(text, offset, { tables, scope });
  });

  router.handle(
    'm365Audit/diagnosePowerShell',
    async ({ connection, cells }) => diagnoseCells(cells, await knownTables(connection)).diagnostics,
  );
}

function diagnoseCells(
  cells: readonly string[],
  tables: readonly TableSchema[],
): { readonly diagnostics: readonly (readonly PowerShellDiagnostic[])[]; readonly scope: PowerShellScope } {
  const now = Date.now();
  let scope = emptyScope;
  const diagnostics = cells.map((cell) => {
    const found = diagnosePowerShell(cell, { tables, now, scope });
    scope = found.scope;
    return found.diagnostics;
  });
  return { diagnostics, scope };
}
