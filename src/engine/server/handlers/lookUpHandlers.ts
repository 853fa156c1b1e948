import { SensitiveTypeNames } from '../../resources/sensitiveTypeNames';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';

/** Names for what records hold as ids. */
export function registerLookUpHandlers(router: RequestRouter, tenants: Tenants): void {
  const sensitiveTypes = new SensitiveTypeNames(async (connection, language) => {
    const client = await tenants.client(connection);
    return client.listDlpSensitiveTypes(language);
  });

  router.handle('m365Audit/listSensitiveTypes', ({ connection, language }) =>
    sensitiveTypes.names(connection, language),
  );

  router.handle('m365Audit/lookUpInGraph', async ({ connection, kind, id }, signal) => {
    const graph = await tenants.graph(connection);
    return graph.lookUp({ kind, id }, signal);
  });
}
