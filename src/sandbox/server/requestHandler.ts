import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphApi } from '../graph/graphApi';
import { errorReply, type ErrorReplyOptions } from './errorReply';
import type { FaultPlan, Faults } from './faults';
import { alterReply, findReplacement, throwRefusal } from './faultyReply';
import type { Gate } from './gate';
import { Parameters } from './parameters';
import { Refusal } from './refusal';
import type { Reply } from './reply';
import { notFound, parseFeedPath, type Router } from './router';
import type { Throttle } from './throttle';

/** The longest request body that is read, in bytes; a webhook's is some hundred. */
const longestBody = 64 * 1024;

export interface RequestHandlerParts {
  readonly origin: string;
  readonly gate: Gate;
  readonly throttle: Throttle;
  readonly router: Router;
  readonly graph: GraphApi;
  readonly faults: FaultPlan;
  readonly errors: ErrorReplyOptions;
  readonly now: () => number;
}

/** Takes a request from HTTP through the checks to its operation, and its answer back; faults happen on the way. */
export class RequestHandler {
  constructor(
    private readonly parts: RequestHandlerParts,
    private readonly signal: AbortSignal,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin, faults: plan } = this.parts;
    const url = new URL(request.url ?? '/', origin);
    const faults = plan.draw(url);
    if (faults.has('reset')) {
      request.socket.resetAndDestroy();
      return;
    }
    if (faults.has('slow')) {
      await delay(plan.settings.slowMs, undefined, { signal: this.signal });
    }
    this.send(response, await this.answer(request, url, faults), faults.has('truncate'));
  }

  private async answer(request: IncomingMessage, url: URL, faults: Faults): Promise<Reply> {
    const { settings } = this.parts.faults;
    try {
      throwRefusal(faults, settings, url);
      return (
        findReplacement(faults, settings, url) ?? alterReply(await this.route(request, url), faults, settings, url)
      );
    } catch (error) {
      return errorReply(error, this.parts.errors);
    }
  }

  private async route(request: IncomingMessage, url: URL): Promise<Reply> {
    const { gate, throttle, router, graph } = this.parts;
    const { method = 'GET', headers } = request;
    const { pathname, searchParams } = url;
    const path = parseFeedPath(pathname);
    if (path === undefined) {
      return graph.answer(url, headers.authorization) ?? notFound(pathname);
    }
    const caller = gate.admit(headers.authorization, path.tenantId);
    const parameters = new Parameters(searchParams);
    const publisher = parameters.publisherIdentifier();
    throttle.count(method, publisher);
    const body = await readBody(request);
    return router.route(method, path.operation, {
      caller,
      parameters,
      publisher,
      acceptLanguage: headers['accept-language'],
      body,
    });
  }

  private send(response: ServerResponse, { status, headers, body }: Reply, truncate: boolean): void {
    const bytes = Buffer.from(body);
    // The service's clock, which clients compare theirs with.
    const date = new Date(this.parts.now() + this.parts.faults.settings.dateSkewMs).toUTCString();
    response.writeHead(status, { ...headers, Date: date, 'Content-Length': bytes.length });
    if (truncate && bytes.length > 1) {
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    } else {
      response.end(bytes);
    }
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (chunk instanceof Uint8Array) {
      chunks.push(chunk);
      length += chunk.length;
    }
    if (length > longestBody) {
      throw new Refusal('AF20002', 'body', `at most ${longestBody} bytes`);
    }
  }
  return Buffer.concat(chunks).toString();
}
