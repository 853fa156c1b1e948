import type { Connection } from '../../core/api/connection';
import { readTokenClaims } from '../../core/api/tokenClaims';
import type { TokenParams } from '../../core/protocol/signInProtocol';
import { connectionIdentity } from '../signIn/connectionIdentity';
import { unlessAborted } from '../signIn/unlessAborted';

/** A token that ends sooner is asked for anew: it must last for a request with its retries. */
const expiryMarginMs = 5 * 60_000;

export interface TokenOptions {
  /** The last token was refused: ask for a new one. */
  readonly refresh: boolean;
  /** The one that was refused: where another one has come since, that is given. The last one where it is absent. */
  readonly refused?: string | undefined;
  /** The time by the service's clock, in milliseconds since the epoch; this computer's where it is not known. */
  readonly now?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The token of a connection for a resource, and the request for it that is under way. */
interface Entry {
  readonly connectionId: string;
  readonly identity: string;
  token: string | undefined;
  pending: Promise<string> | undefined;
}

/**
 * Keeps tokens in memory, one a connection and audience, until they are refused, about to expire or forgotten. They are never on the
 * disk.
 */
export class TokenCache {
  private readonly entries = new Map<string, Entry>();

  /** @param requestToken signs in where it must; what it throws is thrown by `get` */
  constructor(
    private readonly requestToken: (params: TokenParams) => Promise<string>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param resource the audience: `https://manage.office.com`, say */
  async get(connection: Connection, resource: string, options: TokenOptions): Promise<string> {
    const { refresh, now, signal } = options;
    const entry = this.entry(connection, resource);
    const { token } = entry;
    const { refused = token } = options;
    if (token !== undefined && !(refresh && token === refused) && !this.isExpiring(token, now)) {
      return token;
    }
    const pending = entry.pending ?? this.request(entry, { connection, resource, refresh });
    return unlessAborted(pending, signal);
  }

  /** Whether the connection has a token that still holds, for any audience. */
  has(connection: Connection): boolean {
    const identity = connectionIdentity(connection);
    return [...this.entries.values()].some(
      (entry) => entry.identity === identity && entry.token !== undefined && !this.isExpiring(entry.token),
    );
  }

  /** Forgets the tokens of a connection, those that are on their way as well; with a resource, only that one's. */
  forget({ id }: Connection, resource?: string): void {
    for (const [key, { connectionId }] of this.entries) {
      if (connectionId === id && (resource === undefined || key === keyOf(id, resource))) {
        this.entries.delete(key);
      }
    }
  }

  /** A connection that became another one, of the same id, starts with no tokens. */
  private entry(connection: Connection, resource: string): Entry {
    const key = keyOf(connection.id, resource);
    const identity = connectionIdentity(connection);
    const known = this.entries.get(key);
    if (known?.identity === identity) {
      return known;
    }
    if (known !== undefined) {
      this.forget(connection);
    }
    const entry: Entry = { connectionId: connection.id, identity, token: undefined, pending: undefined };
    this.entries.set(key, entry);
    return entry;
  }

  /** Requests that need a token at the same time share one question, so cancelling one of them does not end it. */
  private request(entry: Entry, params: TokenParams): Promise<string> {
    entry.pending = this.requestToken(params)
      .then((accessToken) => {
        entry.token = accessToken;
        return accessToken;
      })
      .finally(() => {
        entry.pending = undefined;
      });
    return entry.pending;
  }

  private isExpiring(token: string, now = this.now()): boolean {
    const expiry = readTokenClaims(token)?.expires;
    return expiry !== undefined && expiry - now < expiryMarginMs;
  }
}

function keyOf(connectionId: string, resource: string): string {
  return JSON.stringify([connectionId, resource]);
}
