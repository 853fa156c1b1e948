import type { Dispatcher } from 'undici';
import { request } from 'undici';
import type { ApiOperation } from '../../core/api/apiOperation';
import type { ContentType } from '../../core/api/contentType';
import { EngineError } from '../../core/protocol/engineError';
import type { CreateDispatcher } from '../network/network';
import { brokenConnection } from '../network/brokenConnection';
import { ApiError } from './apiError';
import { parseErrorBody } from './parseErrorBody';
import type { QuotaKeeper, RequestPriority } from './quotaKeeper';
import { redactTokens } from './redactTokens';
import { retryAfterMs } from './retryAfter';
import type { RetryPolicy } from './retryPolicy';
import { withRetries } from './retryPolicy';
import type { ServerClock } from './serverClock';
import type { ServiceHealth } from './serviceHealth';
import type { Timing } from './timing';

/**
 * Gives a bearer token; `refresh` says that `refused` was refused, `contentType` what it is for. `now` is the time by the
 * service's clock, which decides whether a token has expired; it is undefined until an answer has shown it, because this computer's
 * clock may be wrong.
 */
export type GetToken = (options: {
  readonly refresh: boolean;
  readonly refused?: string | undefined;
  readonly now: number | undefined;
  readonly contentType?: ContentType | undefined;
  readonly signal?: AbortSignal | undefined;
}) => Promise<string>;

export interface ApiTransportOptions {
  readonly origin: string;
  readonly getToken: GetToken;
  readonly createDispatcher: CreateDispatcher;
  readonly retry: RetryPolicy;
  readonly quota: QuotaKeeper;
  readonly clock: ServerClock;
  readonly health: ServiceHealth;
  readonly timing: Timing;
  readonly onRetry?: ((error: EngineError, waitMs: number) => void) | undefined;
}

export interface ApiRequest<Value> {
  readonly operation: ApiOperation;
  /** `interactive` where it is absent. */
  readonly priority?: RequestPriority | undefined;
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  /** Sent as JSON. */
  readonly body?: object | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the request is about, for the words of an error. */
  readonly contentType?: ContentType;
  /** Reads the body of a success; an error of kind `network` makes the request be tried again. */
  readonly read: (body: Uint8Array) => Value;
  readonly signal: AbortSignal | undefined;
}

export type ApiHeaders = Readonly<Record<string, string | string[] | undefined>>;

interface Exchange {
  readonly token: string;
  readonly status: number;
  readonly headers: ApiHeaders;
  readonly body: Uint8Array;
}

/** Connections to the service at a time; further requests wait. */
const maximumConnections = 8;
const connectTimeoutMs = 20_000;
/** How long the service may take to begin an answer, and to go on with it. */
const answerTimeoutMs = 100_000;

/** Sends requests to one origin, with a token, and tries again what may pass. */
export class ApiTransport {
  private readonly dispatcher: Dispatcher;

  constructor(private readonly options: ApiTransportOptions) {
    this.dispatcher = options.createDispatcher(options.origin, {
      connections: maximumConnections,
      connectTimeout: connectTimeoutMs,
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
    });
  }

  /**
   * @throws ApiError where the service refuses
   * @throws EngineError of kind `network` where it cannot be reached, of kind `api` for an address elsewhere
   */
  async send<Value>(apiRequest: ApiRequest<Value>): Promise<{ readonly value: Value; readonly headers: ApiHeaders }> {
    this.assertSameOrigin(apiRequest.url);
    const { retry: policy, timing, onRetry } = this.options;
    return withRetries(() => this.attempt(apiRequest), { policy, timing, onRetry, signal: apiRequest.signal });
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }

  private async attempt<Value>(apiRequest: ApiRequest<Value>): Promise<{ value: Value; headers: ApiHeaders }> {
    try {
      const { status, headers, body } = await this.authorizedExchange(apiRequest);
      if (status < 200 || status > 299) {
        throw this.apiError({ status, headers, body }, apiRequest);
      }
      return { value: apiRequest.read(body), headers };
    } catch (error) {
      if (error instanceof EngineError) {
        this.options.health.recordFault(apiRequest.operation, error);
      }
      throw error;
    }
  }

  /** A token goes to the configured origin only, whatever an answer of the service says. */
  private assertSameOrigin(url: URL): void {
    if (url.origin !== this.options.origin) {
      throw new EngineError({
        kind: 'api',
        code: 'ForeignOrigin',
        message: `The service pointed to another host, ${url.origin}. Nothing was sent there, because the token is for ${this.options.origin} only. Check the cloud of the connection.`,
        action: 'editConnection',
      });
    }
  }

  /** A 401 without a code is a token that expired or was withdrawn: it is renewed once. */
  private async authorizedExchange(apiRequest: ApiRequest<unknown>): Promise<Exchange> {
    const first = await this.exchange(apiRequest, undefined);
    const isTokenRefused = first.status === 401 && parseErrorBody(decode(first.body)).code === undefined;
    return isTokenRefused ? this.exchange(apiRequest, first.token) : first;
  }

  /** @param refused the token that this request was refused with */
  private async exchange(apiRequest: ApiRequest<unknown>, refused: string | undefined): Promise<Exchange> {
    const { method, url, body, headers, contentType, priority = 'interactive', signal } = apiRequest;
    const { getToken, quota, clock, timing } = this.options;
    const token = await getToken({
      refresh: refused !== undefined,
      refused,
      now: clock.offsetMs === undefined ? undefined : clock.now(),
      contentType,
      signal,
    });
    await quota.admit(priority, signal);
    const sentAt = timing.elapsed();
    try {
      const response = await request(url, {
        method,
        dispatcher: this.dispatcher,
        headers: {
          ...headers,
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? null,
      });
      clock.observe(response.headers.date, timing.elapsed() - sentAt);
      return { token, status: response.statusCode, headers: response.headers, body: await response.body.bytes() };
    } catch (cause) {
      signal?.throwIfAborted();
      throw brokenConnection(url, cause);
    }
  }

  private apiError(
    { status, headers, body }: Omit<Exchange, 'token'>,
    { operation, contentType }: ApiRequest<unknown>,
  ): ApiError {
    const { clock, quota } = this.options;
    const raw = redactTokens(decode(body));
    const error = new ApiError({
      ...parseErrorBody(raw),
      status,
      operation,
      contentType,
      raw,
      retryAfterMs: retryAfterMs(headers['retry-after'], clock.now()),
    });
    if (error.isThrottled) {
      quota.throttled(error.retryAfterMs);
    }
    return error;
  }
}

function decode(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}
