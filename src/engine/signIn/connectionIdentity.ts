import type { Connection } from '../../core/api/connection';

/** What tokens and clients of a connection depend on. Its name, say, is not among it. */
export function connectionIdentity(connection: Connection): string {
  const { id, cloud, authority, resource, tenantId, signIn, clientId } = connection;
  return JSON.stringify([id, cloud, authority, resource, tenantId, signIn, clientId]);
}
