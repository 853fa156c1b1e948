import { clouds } from '../../core/api/cloud';
import type { Connection, SignInMethod } from '../../core/api/connection';

export type Shell = 'bash' | 'powershell';

/** "Office 365 Management APIs", the same in all tenants: the API's reference, "Get started with Office 365 Management APIs". */
const managementApiId = 'c5393580-f805-4401-95e8-94b7a6ef2fc2';

/**
 * Where VS Code's Microsoft provider has the browser come back to: a port of its own on this machine; the page that leads back to
 * VS Code, from remote hosts; and the brokers of macOS and Windows.
 */
export const redirectUris = [
  'http://localhost',
  'https://vscode.dev/redirect',
  'msauth.com.msauth.unsignedapp://auth',
] as const;
/** The client id follows. */
export const windowsBrokerRedirect = 'ms-appx-web://Microsoft.AAD.BrokerPlugin/';

/** Both as delegated and as application permissions: which one counts depends on the way to sign in. */
const permissions = ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'] as const;

/** What the two shells write differently. */
interface Dialect {
  readonly assign: (name: string, command: string) => string;
  readonly orElse: (command: string, other: string) => string;
}

const dialects: Readonly<Record<Shell, Dialect>> = {
  bash: {
    assign: (name, command) => `${name}=$(${command})`,
    orElse: (command, other) => `${command} || ${other}`,
  },
  powershell: {
    assign: (name, command) => `$${name} = ${command}`,
    orElse: (command, other) => `${command}; if ($LASTEXITCODE) { ${other} }`,
  },
};

/**
 * Commands of Azure CLI that register an app, give it the permissions, and grant the consent of an administrator. An app that the
 * connection has already is only given the permissions.
 *
 * The ids of the permissions are looked up by their names.
 */
export function setupScript(shell: Shell, connection: Connection | undefined): string {
  const { assign, orElse } = dialects[shell];
  const clientId = connection?.clientId;
  const idText = (value: string): string => (shell === 'bash' ? `appId=${value}` : `$appId = '${value}'`);
  const create = assign(
    'appId',
    `az ad app create --display-name "Audit Explorer" --sign-in-audience AzureADMyOrg --is-fallback-public-client true --query appId --output tsv`,
  );
  return [
    '# Registers an app that reads the audit log by the Office 365 Management APIs.',
    `az cloud set --name ${azureCloud(connection)}`,
    `az login --tenant "${connection?.tenantId ?? 'YOUR_TENANT_ID_OR_DOMAIN'}" --allow-no-subscriptions --output none`,
    '',
    ...(clientId === undefined ? [create] : [idText(clientId)]),
    ...(clientId === undefined
      ? [
          `az ad app update --id "$appId" --public-client-redirect-uris ${redirectUris.map((uri) => `"${uri}"`).join(' ')} "${windowsBrokerRedirect}$appId"`,
        ]
      : []),
    orElse('az ad sp show --id "$appId" --output none', 'az ad sp create --id "$appId" --output none'),
    '',
    '# The permissions, delegated (Scope) and of the app itself (Role), by their names.',
    orElse(
      `az ad sp show --id ${managementApiId} --output none`,
      `az ad sp create --id ${managementApiId} --output none`,
    ),
    ...permissions.flatMap((permission) => [
      assign('scope', lookUp('oauth2PermissionScopes', permission)),
      assign('role', lookUp('appRoles', permission)),
      `az ad app permission add --id "$appId" --api ${managementApiId} --api-permissions "$scope=Scope" "$role=Role"`,
    ]),
    '',
    '# An administrator consents. If the app is not found, wait a minute and run the next line again.',
    'az ad app permission admin-consent --id "$appId"',
    '',
    ...credentialCommands(connection?.signIn),
    'echo "Client id: $appId"',
    '',
  ].join('\n');
}

function lookUp(list: 'oauth2PermissionScopes' | 'appRoles', permission: string): string {
  return `az ad sp show --id ${managementApiId} --query "${list}[?value=='${permission}'].id" --output tsv`;
}

/** Those of the ways to sign in that the connection does not use stay comments. */
function credentialCommands(method: SignInMethod | undefined): readonly string[] {
  const reset = 'az ad app credential reset --id "$appId" --append --display-name "Audit Explorer"';
  const mark = (used: SignInMethod): string => (method === used ? '' : '# ');
  return [
    '# To sign in as the app: a secret that ends in a year (it is printed once), or a certificate (a PEM file in your home folder).',
    `${mark('clientSecret')}${reset} --years 1 --query password --output tsv`,
    `${mark('certificate')}${reset} --create-cert --query fileWithCertAndPrivateKey --output tsv`,
  ];
}

function azureCloud(connection: Connection | undefined): string {
  switch (connection?.cloud) {
    case 'gcchigh':
    case 'dod':
      return 'AzureUSGovernment';
    case 'china':
      return 'AzureChinaCloud';
    default:
      return connection?.authority === clouds.gcchigh.authority ? 'AzureUSGovernment' : 'AzureCloud';
  }
}
