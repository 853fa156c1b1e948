import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineError } from '../../core/protocol/engineError';

export interface ServerLimits {
  /** Connections at a time; further ones are closed at once. */
  readonly connections: number;
  /** How long a request may take until its headers are there, in milliseconds. */
  readonly headersTimeoutMs: number;
  /** How long a request may take until it is there, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** The service's requests have some hundred bytes of headers. */
const maximumHeaderBytes = 8 * 1024;

/** Never another address: what is reached from outside goes through a tunnel of the user's own. */
const loopback = '127.0.0.1';

/** An HTTP server that this computer alone can reach. */
export class LoopbackServer {
  private constructor(
    private readonly server: Server,
    readonly address: AddressInfo,
  ) {}

  /**
   * @param port 0 lets the system choose one
   * @throws EngineError where the port cannot be had
   */
  static async listen(port: number, listener: RequestListener, limits: ServerLimits): Promise<LoopbackServer> {
    const { connections, headersTimeoutMs, requestTimeoutMs } = limits;
    const server = createServer(
      {
        maxHeaderSize: maximumHeaderBytes,
        headersTimeout: headersTimeoutMs,
        requestTimeout: requestTimeoutMs,
        connectionsCheckingInterval: Math.ceil(headersTimeoutMs / 2),
      },
      listener,
    );
    server.maxConnections = connections;
    try {
      server.listen({ port, host: loopback, exclusive: true });
      await once(server, 'listening');
    } catch (cause) {
      throw cannotListen(port, cause);
    }
    return new LoopbackServer(server, addressOf(server));
  }

  get origin(): string {
    return `http://${this.address.address}:${this.address.port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('The receiver listens on no TCP port.');
  }
  return address;
}

function cannotListen(port: number, cause: unknown): EngineError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const reason =
    code === 'EADDRINUSE'
      ? `Port ${port} of this computer is taken by another program, or by another window of VS Code.`
      : `Port ${port} of this computer could not be opened${code === undefined ? '' : ` (${code})`}.`;
  return new EngineError(
    {
      kind: 'network',
      message: `${reason} Choose another port, or 0 to have a free one chosen.`,
      ...(code === undefined ? {} : { code }),
    },
    { cause },
  );
}
