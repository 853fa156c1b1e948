import type { Connection } from '../../core/api/connection';

/**
 * The scopes that ask VS Code's Microsoft provider for a token for a resource.
 *
 * `/.default` stands for all permissions that an administrator has granted the app: `ActivityFeed.Read`, and `ActivityFeed.ReadDlp`
 * where it was granted too. To ask for that one by name would fail where it was not. The `VSCODE_*` scopes are read by the provider
 * and not sent: they make it use the user's own app registration and tenant.
 */
export function signInScopes(connection: Connection, resource: string): readonly string[] {
  return [
    `${resource}/.default`,
    ...(connection.clientId === undefined ? [] : [`VSCODE_CLIENT_ID:${connection.clientId}`]),
    `VSCODE_TENANT:${connection.tenantId}`,
  ];
}
