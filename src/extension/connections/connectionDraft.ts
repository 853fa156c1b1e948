import { clouds, type CloudName } from '../../core/api/cloud';
import { signInMethods, type Connection, type SignInMethod } from '../../core/api/connection';
import { isMicrosoftProviderAuthority } from './connectionSettings';

/** The answers of "Add Connection" as they were typed, so that they can be shown again. */
export interface ConnectionDraft {
  readonly name: string;
  readonly cloud: CloudName | 'other';
  /** These three are asked for the cloud `other` only. */
  readonly apiOrigin: string;
  readonly authority: string;
  readonly resource: string;
  /** A GUID, or a domain of the tenant. */
  readonly tenant: string;
  readonly tenantId: string;
  readonly signIn: SignInMethod;
  /** Empty for the app of VS Code. */
  readonly clientId: string;
  /** Empty for the tenant's own id. */
  readonly publisherIdentifier: string;
}

export const emptyDraft: ConnectionDraft = {
  name: '',
  cloud: 'enterprise',
  apiOrigin: '',
  authority: clouds.enterprise.authority,
  resource: clouds.enterprise.resource,
  tenant: '',
  tenantId: '',
  signIn: 'microsoft',
  clientId: '',
  publisherIdentifier: '',
};

export function toDraft(connection: Connection): ConnectionDraft {
  const { name, cloud, authority, resource, tenantId, signIn, clientId, publisherIdentifier } = connection;
  return {
    name,
    ...(isCloudName(cloud) ? { cloud, apiOrigin: '' } : { cloud: 'other', apiOrigin: cloud }),
    authority: authority ?? emptyDraft.authority,
    resource: resource ?? emptyDraft.resource,
    tenant: tenantId,
    tenantId,
    signIn: signIn ?? emptyDraft.signIn,
    clientId: clientId ?? '',
    publisherIdentifier: publisherIdentifier ?? '',
  };
}

/** The connection that the answers make; what is as it is by default is not written. */
export function toConnection(id: string, draft: ConnectionDraft): Connection {
  const { name, signIn } = draft;
  const tenantId = draft.tenantId.toLowerCase();
  const clientId = draft.clientId.toLowerCase();
  const publisherIdentifier = draft.publisherIdentifier.toLowerCase();
  return {
    id,
    name,
    ...toCloudChoice(draft),
    tenantId,
    ...(signIn === emptyDraft.signIn ? {} : { signIn }),
    ...(clientId === '' ? {} : { clientId }),
    ...(publisherIdentifier === '' || publisherIdentifier === tenantId ? {} : { publisherIdentifier }),
  };
}

/** Where the tenant is looked for, and the tokens come from. */
export function toCloudChoice(draft: ConnectionDraft): Pick<Connection, 'cloud' | 'authority' | 'resource'> {
  const { cloud, apiOrigin, resource } = draft;
  if (cloud !== 'other') {
    return { cloud };
  }
  const authority = new URL(draft.authority).origin;
  return {
    cloud: new URL(apiOrigin).origin,
    ...(authority === emptyDraft.authority ? {} : { authority }),
    ...(resource === emptyDraft.resource ? {} : { resource }),
  };
}

/** The ways to sign in to the cloud of the draft. */
export function offeredMethods({ cloud, authority }: ConnectionDraft): readonly SignInMethod[] {
  return cloud !== 'other' || isMicrosoftProviderAuthority(authority)
    ? signInMethods
    : signInMethods.filter((method) => method !== 'microsoft');
}

/** What the app id decides: subscriptions and webhooks belong to it. The app of VS Code has none of the user's own. */
export function isOtherApp(before: Connection, after: Connection): boolean {
  return before.tenantId === after.tenantId && before.clientId !== after.clientId;
}

/** A domain such as contoso.onmicrosoft.com, in its form; whether there is one, the authority knows. */
export function isDomain(text: string): boolean {
  return /^([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/i.test(text);
}

function isCloudName(cloud: string): cloud is CloudName {
  return Object.hasOwn(clouds, cloud);
}
