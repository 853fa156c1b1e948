import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from './certificates.ts';
import { IdentityServer } from './identityServer.ts';
import type { IdentityServerOptions } from './identityServer.ts';

export interface RunningIdentityServer {
  readonly identityServer: IdentityServer;
  /** `https://localhost:port`: an authority as it is, for those who trust the certificate. */
  readonly origin: string;
  readonly port: number;
  /** PEM of the certificate authority to trust. */
  readonly trustedCertificate: string;
  readonly close: () => Promise<void>;
}

/** @param names other names that the server is reached by, through a proxy */
export async function startIdentityServer(
  options: IdentityServerOptions,
  names: readonly string[] = [],
): Promise<RunningIdentityServer> {
  const { authority, certificate, key } = await makeCertificates(['localhost', '127.0.0.1', ...names]);
  const identityServer = new IdentityServer(options);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    identityServer.handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    identityServer,
    origin: `https://localhost:${port}`,
    port,
    trustedCertificate: authority,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
