import * as z from 'zod/mini';
import { clouds, InvalidCloudError, isSafeOrigin, resolveCloud } from '../../core/api/cloud';
import { demoConnection, signInMethods, type Connection } from '../../core/api/connection';
import { upkeepFields, type Upkeep } from './upkeepSettings';

export interface ReadConnections {
  readonly connections: readonly Connection[];
  /** By connection id; of all connections. */
  readonly upkeep: ReadonlyMap<string, Upkeep>;
  /** What is wrong with the entries that were left out, in words. */
  readonly problems: readonly string[];
}

const missing = { error: 'is missing, or is no text' };
const guid = z
  .string(missing)
  .check(z.regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, { error: 'is no GUID' }), z.toLowerCase());

/** Text that `describe` finds nothing wrong with. */
function checkedText(describe: (text: string) => string | undefined): z.ZodMiniString {
  return z.string(missing).check(({ value, issues }) => {
    const problem = describe(value);
    if (problem !== undefined) {
      issues.push({ code: 'custom', input: value, message: problem });
    }
  });
}

const fields = {
  id: z.string(missing).check(z.regex(/^[\w-]+$/, { error: 'may only hold letters, digits, "_" and "-"' })),
  name: z.string(missing).check(z.minLength(1, { error: 'is empty' })),
  cloud: checkedText(describeCloudProblem),
  authority: z.exactOptional(checkedText(describeAuthorityProblem)),
  resource: z.exactOptional(checkedText(describeResourceProblem)),
  tenantId: guid,
  signIn: z.exactOptional(z.enum(signInMethods, { error: `is none of ${signInMethods.join(', ')}` })),
  clientId: z.exactOptional(guid),
  publisherIdentifier: z.exactOptional(guid),
  ...upkeepFields,
};
const entrySchema = z
  .strictObject(fields, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? describeUnknownFields(issue.keys) : 'is no object.'),
  })
  .check(({ value, issues }) => {
    for (const [field, message] of describeConflicts(value)) {
      issues.push({ code: 'custom', input: value, path: [field], message });
    }
  }) satisfies z.ZodMiniType<Connection & Upkeep>;

export function isGuid(text: string): boolean {
  return guid.safeParse(text).success;
}

/** Why a text names no cloud; undefined if it names one. */
export function describeCloudProblem(text: string): string | undefined {
  try {
    resolveCloud({ cloud: text });
    return undefined;
  } catch (error) {
    if (error instanceof InvalidCloudError) {
      return error.message;
    }
    throw error;
  }
}

/** Why a text is no origin of a sign-in service; undefined if it is one. */
export function describeAuthorityProblem(text: string): string | undefined {
  return isSafeOrigin(text) ? undefined : `is no origin over https, such as ${clouds.enterprise.authority}`;
}

/** Why a text is no audience of tokens; undefined if it is one. */
export function describeResourceProblem(text: string): string | undefined {
  return URL.canParse(text) && !/\s/.test(text) ? undefined : `is no address such as ${clouds.enterprise.resource}`;
}

/** VS Code's provider signs in at the authorities of Microsoft's own clouds, and asks for no other. */
export function isMicrosoftProviderAuthority(authority: string | undefined): boolean {
  return authority === undefined || new URL(authority).origin === clouds.enterprise.authority;
}

/** What is wrong with fields that are right by themselves. */
function describeConflicts(entry: Connection): readonly (readonly [field: keyof Connection, message: string])[] {
  const { cloud, authority, signIn = 'microsoft', clientId } = entry;
  const isNamed = Object.hasOwn(clouds, cloud);
  const ownPlaces = (['authority', 'resource'] as const).filter((field) => isNamed && entry[field] !== undefined);
  return [
    ...ownPlaces.map(
      (field) =>
        [field, `the cloud "${cloud}" has its own. Remove it, or give the origin of another host as "cloud".`] as const,
    ),
    ...(signIn === 'microsoft' || clientId !== undefined
      ? []
      : [['clientId', `is missing. To sign in by "${signIn}", give the client id of your app registration.`] as const]),
    ...(signIn !== 'microsoft' || isNamed || isMicrosoftProviderAuthority(authority)
      ? []
      : [
          [
            'signIn',
            `VS Code's Microsoft provider does not sign in at ${authority ?? ''}. Choose deviceCode, clientSecret or certificate.`,
          ] as const,
        ]),
  ];
}

function describeUnknownFields(keys: readonly string[]): string {
  const names = `"${keys.join('", "')}"`;
  return keys.some((key) => /secret|password|certificate|private|token|thumbprint/i.test(key))
    ? `${names}: no secret belongs here. Remove it, and run "M365 Audit: Set Credential…".`
    : `there is no field ${names}. Remove it; the fields are ${Object.keys(fields).join(', ')}.`;
}

/** Reads the setting `m365Audit.connections`, which people write by hand: entries that are wrong are told of, the others used. */
export function readConnections(setting: unknown): ReadConnections {
  if (!Array.isArray(setting)) {
    return { connections: [], upkeep: new Map(), problems: setting === undefined ? [] : ['The setting is no list.'] };
  }
  const connections: Connection[] = [];
  const upkeep = new Map<string, Upkeep>();
  const problems: string[] = [];
  setting.forEach((entry: unknown, index) => {
    const result = entrySchema.safeParse(entry);
    const place = `Connection ${index + 1}`;
    if (!result.success) {
      problems.push(...result.error.issues.map((issue) => `${place}: ${describeIssue(issue)}`));
    } else if (result.data.id === demoConnection.id || connections.some(({ id }) => id === result.data.id)) {
      problems.push(`${place}: the id "${result.data.id}" is taken.`);
    } else {
      const { backgroundSync, retention, ...connection } = result.data;
      connections.push(connection);
      upkeep.set(connection.id, {
        ...(backgroundSync === undefined ? {} : { backgroundSync }),
        ...(retention === undefined ? {} : { retention }),
      });
    }
  });
  return { connections, upkeep, problems };
}

/** The id that an entry of the setting has, whatever else is wrong with it. */
export function entryId(entry: unknown): string | undefined {
  return z.object({ id: z.string() }).safeParse(entry).data?.id;
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** An id for a new connection: its name in letters that are safe in addresses, made unique. */
export function makeConnectionId(name: string, taken: readonly string[]): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z\d]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'tenant';
  let id = base;
  for (let count = 2; taken.includes(id) || id === demoConnection.id; count++) {
    id = `${base}-${count}`;
  }
  return id;
}
