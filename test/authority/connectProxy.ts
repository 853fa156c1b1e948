import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface ConnectProxy {
  /** `http://127.0.0.1:port` */
  readonly address: string;
  /** Names that were asked for and refused, as `host:port`. */
  readonly refused: readonly string[];
  /** Names that were asked for and reached, as `host:port`, with what the client authorized itself by. */
  readonly reached: readonly { readonly target: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/** An http proxy on loopback that leads the given names, at port 443, to one local port, and refuses all others. */
export async function startConnectProxy(names: readonly string[], targetPort: number): Promise<ConnectProxy> {
  const known = new Set(names.map((name) => `${name}:443`));
  const refused: string[] = [];
  const reached: { target: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    refused.push(request.url ?? '');
    response.writeHead(403).end();
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const target = request.url ?? '';
    client.on('error', () => client.destroy());
    if (!known.has(target)) {
      refused.push(target);
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    reached.push({ target, authorization: request.headers['proxy-authorization'] });
    const upstream = connect(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    reached,
    async close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, 'close');
    },
  };
}
