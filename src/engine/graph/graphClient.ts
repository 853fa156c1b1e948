import type { Dispatcher } from 'undici';
import { request } from 'undici';
import { EngineError } from '../../core/protocol/engineError';
import type { GraphObject } from '../../core/protocol/graphProtocol';
import { brokenConnection } from '../network/brokenConnection';
import type { CreateDispatcher } from '../network/network';
import { explainGraphError } from './explainGraphError';
import { graphAddress, pickProperties, type GraphKind } from './graphAddress';

export interface GraphClientOptions {
  /** Origin of Microsoft Graph in the cloud of the connection. The token goes there and nowhere else. */
  readonly origin: string;
  /** Gives a token for `origin`; `refresh` says that the last one was refused. */
  readonly getToken: (options: { readonly refresh: boolean; readonly signal: AbortSignal }) => Promise<string>;
  readonly createDispatcher: CreateDispatcher;
}

export interface GraphLookup {
  readonly kind: GraphKind;
  readonly id: string;
}

const timeoutMs = 20_000;

/** An answer is some kilobytes; a longer one is no answer of this service. Bytes. */
const maximumBodyBytes = 256 * 1024;

interface Exchange {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Looks up single objects in Microsoft Graph. It keeps nothing: a look-up is a click of the user's.
 *
 * Microsoft's own client for Graph is not used, because two reads need none of it, and it would bring a second way to the network.
 */
export class GraphClient {
  constructor(private readonly options: GraphClientOptions) {}

  /**
   * @returns the object's properties as JSON text
   * @throws EngineError where the id is wrong, or Graph refuses, has no such object, or cannot be reached
   */
  async lookUp({ kind, id }: GraphLookup, signal: AbortSignal): Promise<GraphObject> {
    const { origin, createDispatcher } = this.options;
    const url = graphAddress(origin, kind, id);
    const dispatcher = createDispatcher(origin, {
      connections: 1,
      connectTimeout: timeoutMs,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    try {
      const first = await this.exchange(url, dispatcher, false, signal);
      const { status, body } = first.status === 401 ? await this.exchange(url, dispatcher, true, signal) : first;
      if (status !== 200) {
        throw new EngineError(explainGraphError(kind, status, body));
      }
      const object = pickProperties(kind, body);
      if (object === undefined) {
        throw unexpectedAnswer(url);
      }
      return { text: JSON.stringify(object) };
    } finally {
      await dispatcher.destroy();
    }
  }

  /** Redirects are not followed: undici follows none by itself, and the token is for this origin alone. */
  private async exchange(url: URL, dispatcher: Dispatcher, refresh: boolean, signal: AbortSignal): Promise<Exchange> {
    const token = await this.options.getToken({ refresh, signal });
    try {
      const response = await request(url, {
        dispatcher,
        headers: { accept: 'application/json', authorization: `Bearer ${token}` },
        signal,
      });
      return { status: response.statusCode, body: parseJson(await readBounded(response.body)) };
    } catch (cause) {
      signal.throwIfAborted();
      throw brokenConnection(url, cause);
    }
  }
}

/** Undefined for a body that is too long. */
async function readBounded(body: AsyncIterable<unknown>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of body) {
    if (chunk instanceof Uint8Array) {
      length += chunk.length;
      if (length > maximumBodyBytes) {
        return undefined;
      }
      text += decoder.decode(chunk, { stream: true });
    }
  }
  return text + decoder.decode();
}

/** Undefined for what is no JSON, such as a proxy's page. */
function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unexpectedAnswer(url: URL): EngineError {
  return new EngineError({
    kind: 'network',
    code: 'UnexpectedAnswer',
    action: 'retry',
    message: `${url.host} answered in a form that is not known. Try again; if it stays, look for a proxy in between.`,
  });
}
