import * as z from 'zod/mini';
import { InvalidCloudError, resolveCloud } from '../../core/api/cloud';
import { demoConnection, type Connection } from '../../core/api/connection';

export interface ReadConnections {
  readonly connections: readonly Connection[];
  /** What is wrong with the entries that were left out, in words. */
  readonly problems: readonly string[];
}

const missing = { error: 'is missing, or is no text' };
const guid = z
  .string(missing)
  .check(z.regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, { error: 'is no GUID' }), z.toLowerCase());
const entrySchema = z.strictObject(
  {
    id: z.string(missing).check(z.regex(/^[\w-]+$/, { error: 'may only hold letters, digits, "_" and "-"' })),
    name: z.string(missing).check(z.minLength(1, { error: 'is empty' })),
    cloud: z.string(missing).check(
      z.check(({ value, issues }) => {
        const problem = describeCloudProblem(value);
        if (problem !== undefined) {
          issues.push({ code: 'custom', input: value, message: problem });
        }
      }),
    ),
    tenantId: guid,
    clientId: z.exactOptional(guid),
    publisherIdentifier: z.exactOptional(guid),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `there is no field "${issue.keys.join('", "')}".` : 'is no object.',
  },
) satisfies z.ZodMiniType<Connection>;

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

/** Reads the setting `m365Audit.connections`, which people write by hand: entries that are wrong are told of, the others used. */
export function readConnections(setting: unknown): ReadConnections {
  if (!Array.isArray(setting)) {
    return { connections: [], problems: setting === undefined ? [] : ['The setting is no list.'] };
  }
  const connections: Connection[] = [];
  const problems: string[] = [];
  setting.forEach((entry: unknown, index) => {
    const result = entrySchema.safeParse(entry);
    const place = `Connection ${index + 1}`;
    if (!result.success) {
      problems.push(...result.error.issues.map((issue) => `${place}: ${describeIssue(issue)}`));
    } else if (result.data.id === demoConnection.id || connections.some(({ id }) => id === result.data.id)) {
      problems.push(`${place}: the id "${result.data.id}" is taken.`);
    } else {
      connections.push(result.data);
    }
  });
  return { connections, problems };
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
