import type { Connection } from '../../core/api/connection';
import type { TokenParams } from '../../core/protocol/signInProtocol';
import { tokenExpiry } from './tokenExpiry';

/** A token that ends sooner is asked for anew: it must last for a request with its retries. */
const expiryMarginMs = 5 * 60_000;

interface TokenOptions {
  readonly refresh: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Keeps tokens in memory, one a connection and audience, until they are refused or about to expire. */
export class TokenCache {
  private readonly tokens = new Map<string, string>();
  private readonly pending = new Map<string, Promise<string>>();

  constructor(
    private readonly requestToken: (params: TokenParams) => Promise<string>,
    private readonly now: () => number = Date.now,
  ) {}

  async get(connection: Connection, resource: string, { refresh, signal }: TokenOptions): Promise<string> {
    const key = JSON.stringify([connection.id, connection.tenantId, connection.clientId, resource]);
    const cached = this.tokens.get(key);
    if (!refresh && cached !== undefined && !this.isExpiring(cached)) {
      return cached;
    }
    const pending =
      this.pending.get(key) ?? this.request(key, { connection, resource, refresh: refresh || cached !== undefined });
    return unlessAborted(pending, signal);
  }

  /** Requests that need a token at the same time share one question to the host, so cancelling one of them does not end it. */
  private request(key: string, params: TokenParams): Promise<string> {
    const request = this.requestToken(params)
      .then((accessToken) => {
        this.tokens.set(key, accessToken);
        return accessToken;
      })
      .finally(() => this.pending.delete(key));
    this.pending.set(key, request);
    return request;
  }

  private isExpiring(token: string): boolean {
    const expiry = tokenExpiry(token);
    return expiry !== undefined && expiry - this.now() < expiryMarginMs;
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new Error('Cancelled.', { cause: signal.reason }));
    };
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
    if (signal.aborted) {
      abort();
    }
  });
}
