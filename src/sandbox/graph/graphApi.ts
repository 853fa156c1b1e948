import type { TokenReader } from '../auth/tokenReader';
import { AuthorizationDenied } from '../server/refusal';
import { jsonReply, type Reply } from '../server/reply';
import { GraphDirectory, type GraphObject } from './graphDirectory';

interface Operation {
  readonly pattern: RegExp;
  /** Application or delegated permission; the service takes wider ones as well. */
  readonly permission: string;
  readonly find: (directory: GraphDirectory, id: string) => GraphObject | undefined;
}

const operations: readonly Operation[] = [
  {
    pattern: /^\/v1\.0\/users\/([^/]+)$/i,
    permission: 'User.Read.All',
    find: (directory, id) => directory.findUser(id),
  },
  {
    pattern: /^\/v1\.0\/servicePrincipals\(appId='([^/']+)'\)$/i,
    permission: 'Application.Read.All',
    find: (directory, id) => directory.findServicePrincipal(id),
  },
];

/** Two operations of Microsoft Graph, after "Get a user" and "Get servicePrincipal" of its reference (Microsoft). */
export class GraphApi {
  private readonly directory = new GraphDirectory();

  constructor(private readonly tokens: TokenReader) {}

  /** Undefined for a path that is none of Graph's. */
  answer(url: URL, authorization: string | undefined): Reply | undefined {
    for (const { pattern, permission, find } of operations) {
      const id = pattern.exec(url.pathname)?.[1];
      if (id !== undefined) {
        const refusal = this.refuse(authorization, permission);
        return refusal ?? reply(find(this.directory, decode(id)), url.searchParams.get('$select'));
      }
    }
    return undefined;
  }

  private refuse(authorization: string | undefined, permission: string): Reply | undefined {
    try {
      const { permissions } = this.tokens.read(authorization);
      return permissions.includes(permission)
        ? undefined
        : errorReply(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    } catch (error) {
      if (error instanceof AuthorizationDenied) {
        return errorReply(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.');
      }
      throw error;
    }
  }
}

function reply(object: GraphObject | undefined, select: string | null): Reply {
  if (object === undefined) {
    return errorReply(
      404,
      'Request_ResourceNotFound',
      'Resource does not exist or one of its queried references is not present.',
    );
  }
  const names = select?.split(',') ?? Object.keys(object);
  return jsonReply(
    Object.fromEntries(names.flatMap((name) => (Object.hasOwn(object, name) ? [[name, object[name]]] : []))),
  );
}

function errorReply(status: number, code: string, message: string): Reply {
  return jsonReply({ error: { code, message } }, {}, status);
}

/** What encodes nothing is no id that anyone has. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
