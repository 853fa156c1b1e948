import type { Dispatcher } from 'undici';
import { request } from 'undici';
import type { ContentType } from '../../core/api/contentType';
import { EngineError } from '../../core/protocol/engineError';
import type { CreateDispatcher } from '../network/network';
import { ApiError } from './apiError';
import { parseErrorBody } from './parseErrorBody';
import { RequestPacer } from './requestPacer';
import { retryAfterMs } from './retryAfter';
import type { RetryPolicy } from './retryPolicy';
import { withRetries } from './retryPolicy';
import type { Timing } from './timing';

/** Gives a bearer token; `refresh` says that the last one was refused, `contentType` what it is for. */
export type GetToken = (options: {
  readonly refresh: boolean;
  readonly contentType?: ContentType | undefined;
  readonly signal?: AbortSignal | undefined;
}) => Promise<string>;

export interface ApiTransportOptions {
  readonly origin: string;
  readonly getToken: GetToken;
  readonly createDispatcher: CreateDispatcher;
  readonly retry: RetryPolicy;
  readonly requestsPerMinute: number;
  readonly timing: Timing;
  readonly onRetry?: ((error: EngineError, waitMs: number) => void) | undefined;
}

export interface ApiRequest<Value> {
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
  private readonly pacer: RequestPacer;

  constructor(private readonly options: ApiTransportOptions) {
    this.dispatcher = options.createDispatcher(options.origin, {
      connections: maximumConnections,
      connectTimeout: connectTimeoutMs,
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
    });
    this.pacer = new RequestPacer(options.requestsPerMinute, options.timing);
  }

  /**
   * @throws ApiError where the service refuses
   * @throws EngineError of kind `network` where it cannot be reached, of kind `api` for an address elsewhere
   */
  async send<Value>(apiRequest: ApiRequest<Value>): Promise<{ readonly value: Value; readonly headers: ApiHeaders }> {
    this.assertSameOrigin(apiRequest.url);
    const { retry: policy, timing, onRetry } = this.options;
    return withRetries(
      async () => {
        const { status, headers, body } = await this.authorizedExchange(apiRequest);
        if (status < 200 || status > 299) {
          throw this.apiError({ status, headers, body }, apiRequest.contentType);
        }
        return { value: apiRequest.read(body), headers };
      },
      { policy, timing, onRetry, signal: apiRequest.signal },
    );
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }

  /** A token goes to the configured origin only, whatever an answer of the service says. */
  private assertSameOrigin(url: URL): void {
    if (url.origin !== this.options.origin) {
      throw new EngineError({
        kind: 'api',
        code: 'ForeignOrigin',
        message: `The service pointed to another host, ${url.origin}. Nothing was sent there, because the token is for ${this.options.origin} only. Check the cloud of the connection.`,
      });
    }
  }

  /** A 401 without a code is a token that expired or was withdrawn: it is renewed once. */
  private async authorizedExchange(apiRequest: ApiRequest<unknown>): Promise<Exchange> {
    const first = await this.exchange(apiRequest, false);
    const isTokenRefused = first.status === 401 && parseErrorBody(decode(first.body)).code === undefined;
    return isTokenRefused ? this.exchange(apiRequest, true) : first;
  }

  private async exchange(
    { method, url, body, headers, contentType, signal }: ApiRequest<unknown>,
    refresh: boolean,
  ): Promise<Exchange> {
    const token = await this.options.getToken({ refresh, contentType, signal });
    await this.pacer.admit(signal);
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
      return { status: response.statusCode, headers: response.headers, body: await response.body.bytes() };
    } catch (cause) {
      signal?.throwIfAborted();
      throw brokenConnection(url, cause);
    }
  }

  private apiError({ status, headers, body }: Exchange, contentType: ContentType | undefined): ApiError {
    const raw = decode(body);
    return new ApiError({
      ...parseErrorBody(raw),
      status,
      contentType,
      raw,
      retryAfterMs: retryAfterMs(headers['retry-after'], this.options.timing.now()),
    });
  }
}

function decode(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

function brokenConnection(url: URL, cause: unknown): EngineError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return new EngineError(
    {
      kind: 'network',
      action: 'retry',
      message: `The connection to ${url.host} failed${code === undefined ? '' : ` (${code})`}. Check the network, then try again.`,
      ...(code === undefined ? {} : { code }),
    },
    { cause },
  );
}
