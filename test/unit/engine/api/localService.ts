import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { z } from 'zod';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, as they came over the wire. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface LocalService extends AsyncDisposable {
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
}

export interface Exchange {
  readonly response: ServerResponse;
  readonly request: ReceivedRequest;
  /** How many requests came before this one. */
  readonly index: number;
}

export type Answer = (exchange: Exchange) => void;

/** A service on loopback for one test: it keeps what it was asked, and answers as the test says. */
export async function startLocalService(answer: Answer): Promise<LocalService> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const { method = '', url: target = '', headers } = request;
      const index = requests.push({ method, target, headers, body }) - 1;
      answer({ response, request: { method, target, headers, body }, index });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) {
    chunks.push(z.instanceof(Uint8Array).parse(chunk));
  }
  return Buffer.concat(chunks).toString();
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

export function sendError(response: ServerResponse, status: number, code: string, message = 'Words.'): void {
  sendJson(response, { error: { code, message } }, { status });
}
