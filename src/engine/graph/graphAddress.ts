import { z } from 'zod';
import { EngineError } from '../../core/protocol/engineError';
import type { GraphLookupParams } from '../../core/protocol/graphProtocol';

export type GraphKind = GraphLookupParams['kind'];

/** What is asked of each kind, and so what is shown. The permissions that `explainGraphError` names are enough. */
const properties: Readonly<Record<GraphKind, readonly string[]>> = {
  user: [
    'id',
    'displayName',
    'userPrincipalName',
    'mail',
    'accountEnabled',
    'userType',
    'jobTitle',
    'department',
    'companyName',
    'officeLocation',
    'onPremisesSyncEnabled',
    'createdDateTime',
  ],
  app: [
    'id',
    'appId',
    'displayName',
    'appDisplayName',
    'appOwnerOrganizationId',
    'servicePrincipalType',
    'signInAudience',
    'accountEnabled',
    'homepage',
  ],
};

const guid = z.guid();

/** Anything that a user principal name may hold; a guest's has `#EXT#`. Half a surrogate pair cannot be encoded. Characters. */
const principalName = z
  .string()
  .max(320)
  .regex(/^[^\s@/\\%?\p{Cs}]+@[^\s@/\\%?#\p{Cs}]+$/u);

/**
 * The address of an object.
 *
 * Source: "Get a user" and "Get servicePrincipal", Microsoft Graph REST API v1.0 (Microsoft).
 *
 * @throws EngineError for an id that is none of the kind's: it becomes part of an address
 */
export function graphAddress(origin: string, kind: GraphKind, id: string): URL {
  const isValid = guid.safeParse(id).success || (kind === 'user' && principalName.safeParse(id).success);
  if (!isValid) {
    throw new EngineError({
      kind: 'api',
      code: 'InvalidId',
      message:
        kind === 'user'
          ? 'Microsoft Graph knows users by an object id, which is a GUID, or by a user principal name such as ana@contoso.com. Give one of these.'
          : 'Microsoft Graph knows apps by their application (client) id, which is a GUID. Give one.',
    });
  }
  const encoded = encodeURIComponent(id);
  const path = kind === 'user' ? `users/${encoded}` : `servicePrincipals(appId='${encoded}')`;
  return new URL(`${origin}/v1.0/${path}?$select=${properties[kind].join(',')}`);
}

const propertyValue = z.union([z.string().max(4_000), z.number(), z.boolean(), z.null()]);

/** What was asked for, in that order; what else the service tells is left out. */
export function pickProperties(kind: GraphKind, object: unknown): Readonly<Record<string, unknown>> | undefined {
  const shape = Object.fromEntries(properties[kind].map((name) => [name, propertyValue.optional()]));
  return z.object({ ...shape, id: z.guid() }).safeParse(object).data;
}
