import { getNodeValue, type Node } from 'jsonc-parser';

/** An id that Microsoft Graph may know. */
export interface GraphSubject {
  /** As in `GraphLookupParams`. */
  readonly subject: 'user' | 'app';
  readonly id: string;
}

interface Place {
  readonly field: string;
  /** The field that this one is within. */
  readonly container: string | undefined;
  /** Of the record. */
  readonly recordType: unknown;
}

const guid = String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`;
const guidPattern = new RegExp(`^${guid}$`, 'i');
/** As `Actor` and `Target` have it: `User_` and an object id. */
const prefixedUserPattern = new RegExp(`^User_(${guid})$`, 'i');
/** The same for any kind of object: `ServicePrincipal_`, `Group_`. */
const prefixedPattern = new RegExp(`^[a-z]+_(${guid})$`, 'i');
/** A domain has a dot, a name no bar: `app@sharepoint` and `i:0h.f|membership|1@live.com` are no user principal names. */
const principalNamePattern = /^[^\s@/\\%?|:]+@[\w-]+(?:\.[\w-]+)+$/;

/** `UserKey` may be such a number of a user, with a domain behind it. */
const passportPattern = /^[\da-f]{16}@/i;

const userFields: ReadonlySet<string> = new Set([
  'UserId',
  'UserKey',
  'MailboxOwnerUPN',
  'TargetUserId',
  'ActorUserId',
  'UPN',
]);
const appFields: ReadonlySet<string> = new Set([
  'ApplicationId',
  'AppId',
  'ClientAppId',
  'ClientApplicationId',
  'ClientAppID',
]);
/** AzureActiveDirectoryStsLogon. */
const signInRecordType = 15;

/** Arrays of the identities of one actor or target. */
const identityFields: ReadonlySet<string> = new Set(['Actor', 'Target']);

/** What a value names that can be looked up; a GUID may be of either kind where the record does not tell. */
export function graphSubjects(node: Node, { field, container, recordType }: Place): readonly GraphSubject[] {
  const value: unknown = getNodeValue(node);
  if (typeof value !== 'string') {
    return [];
  }
  if (container !== undefined && identityFields.has(container) && field === 'ID') {
    return identitySubjects(value, identityTexts(node));
  }
  if (appFields.has(field)) {
    return guidPattern.test(value) ? [{ subject: 'app', id: value }] : [];
  }
  if (field === 'ObjectId' && container === undefined) {
    return objectSubjects(value, recordType);
  }
  return userFields.has(field) && isUserId(value) ? [{ subject: 'user', id: value }] : [];
}

function isUserId(text: string): boolean {
  return guidPattern.test(text) || isPrincipalName(text);
}

function isPrincipalName(text: string): boolean {
  return principalNamePattern.test(text) && !passportPattern.test(text);
}

/** Of the directory, `ObjectId` is a user principal name or the id of any object; of a sign-in it is the app that is signed in to. */
function objectSubjects(value: string, recordType: unknown): readonly GraphSubject[] {
  if (isPrincipalName(value)) {
    return [{ subject: 'user', id: value }];
  }
  if (!guidPattern.test(value)) {
    return [];
  }
  const app: GraphSubject = { subject: 'app', id: value };
  return recordType === signInRecordType ? [app] : [{ subject: 'user', id: value }, app];
}

/**
 * The identities of one actor or target stand beside each other: `User_` or `ServicePrincipal_` with the object id, the bare object
 * id, names, and the client id of an app, which may act for a user. Graph is asked for apps by client id alone. A sign-in has no
 * such prefixes: the user's id stands beside the user principal name there, that of an app alone.
 */
function identitySubjects(value: string, identities: readonly string[]): readonly GraphSubject[] {
  const prefixed = prefixedUserPattern.exec(value)?.[1];
  if (prefixed !== undefined || isPrincipalName(value)) {
    return [{ subject: 'user', id: prefixed ?? value }];
  }
  if (!guidPattern.test(value)) {
    return [];
  }
  const objectIds = identities.flatMap((identity) => prefixedPattern.exec(identity)?.[1] ?? []);
  const userIds = identities.flatMap((identity) => prefixedUserPattern.exec(identity)?.[1] ?? []);
  if (userIds.includes(value) || (objectIds.length === 0 && identities.some(isPrincipalName))) {
    return [{ subject: 'user', id: value }];
  }
  return objectIds.includes(value) ? [] : [{ subject: 'app', id: value }];
}

function identityTexts(node: Node): readonly string[] {
  const array = node.parent?.parent?.parent;
  const identities: unknown = array?.type === 'array' ? getNodeValue(array) : [];
  return Array.isArray(identities) ? identities.flatMap(identityText) : [];
}

function identityText(identity: unknown): readonly string[] {
  const id: unknown = typeof identity === 'object' && identity !== null && 'ID' in identity ? identity.ID : undefined;
  return typeof id === 'string' ? [id] : [];
}
