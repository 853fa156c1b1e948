import { request } from 'undici';
import { z } from 'zod';
import { explainSignInError } from '../../core/api/signInErrors';
import { EngineError } from '../../core/protocol/engineError';
import type { Network } from '../network/network';
import { brokenConnection } from '../network/brokenConnection';

export interface AuthorityRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface AuthorityAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface AuthorityExchangeOptions {
  /** Origin. Nothing is sent elsewhere: requests carry secrets. */
  readonly authority: string;
  readonly network: Network;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds. */
const connectTimeout = 20_000;
const answerTimeout = 60_000;

const jsonObject = z.record(z.string(), z.unknown());
const errorAnswer = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  error_codes: z.array(z.number()).default([]),
  suberror: z.string().optional(),
});

/** While a device code waits to be entered, the authority answers with this error: no refusal. */
export const pendingError = 'authorization_pending';

/**
 * Asks the authority, and reads its answer.
 *
 * @throws EngineError of kind `signIn` where the authority refuses, of kind `network` where it cannot be reached or understood
 */
export async function exchangeWithAuthority(
  { method, url: address, headers, body }: AuthorityRequest,
  { authority, network, signal }: AuthorityExchangeOptions,
): Promise<AuthorityAnswer> {
  const url = new URL(address);
  if (url.origin !== authority) {
    throw new EngineError({
      kind: 'signIn',
      code: 'ForeignOrigin',
      action: 'editConnection',
      message: `The sign-in pointed to another host, ${url.origin}. Nothing was sent there. Check the cloud and the authority of the connection.`,
    });
  }
  // One for each request, because they are few and far between.
  const dispatcher = network.createDispatcher(authority, {
    connectTimeout,
    headersTimeout: answerTimeout,
    bodyTimeout: answerTimeout,
  });
  try {
    const response = await request(url, {
      method,
      dispatcher,
      headers: { ...headers, accept: 'application/json' },
      body: body ?? null,
      signal: signal ?? null,
    });
    return readAnswer(url, {
      status: response.statusCode,
      headers: singleHeaders(response.headers),
      text: await response.body.text(),
    });
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause instanceof EngineError ? cause : brokenConnection(url, cause);
  } finally {
    await dispatcher.destroy();
  }
}

function readAnswer(
  url: URL,
  { status, headers, text }: Omit<AuthorityAnswer, 'body'> & { readonly text: string },
): AuthorityAnswer {
  const body = jsonObject.safeParse(parseJson(text)).data;
  const refusal = errorAnswer.safeParse(body).data;
  if (refusal !== undefined && refusal.error !== pendingError) {
    const { error, error_codes: codes, suberror, error_description: description } = refusal;
    throw new EngineError(explainSignInError({ error, codes, suberror, description }));
  }
  if (body === undefined || (refusal === undefined && (status < 200 || status > 299))) {
    throw new EngineError({
      kind: 'network',
      code: `HTTP${status}`,
      action: 'retry',
      message: `${url.host} gave an answer that is none of a sign-in service (status ${status}). Check the authority of the connection and the proxy, then try again.`,
    });
  }
  return { status, headers, body };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function singleHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
