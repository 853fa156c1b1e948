import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from './accessToken.ts';
import { startConnectProxy } from './connectProxy.ts';
import { loginHost, redirectHost } from './identityServer.ts';
import type { IdentityServer, IdentityServerOptions } from './identityServer.ts';
import { startIdentityServer } from './startIdentityServer.ts';

/** A stand-in for Microsoft's sign-in service, and how VS Code and its browser are led to it. */
export interface Authority {
  /** `https://localhost:port`: what VS Code trusts as an authority of its own, beside the names that it is led from. */
  readonly origin: string;
  readonly identityServer: IdentityServer;
  /** Names that VS Code asked for in vain. */
  readonly refused: readonly string[];
  readonly vsCode: {
    readonly settings: Readonly<Record<string, unknown>>;
    readonly env: NodeJS.ProcessEnv;
    readonly args: readonly string[];
  };
  /** Arguments of Chromium. */
  readonly browserArgs: readonly string[];
  readonly close: () => Promise<void>;
}

/** @param account everyone is signed in as */
export async function startAuthority(
  account: Account,
  options: Omit<IdentityServerOptions, 'account'> = {},
): Promise<Authority> {
  const names = [loginHost, redirectHost];
  const { identityServer, origin, port, trustedCertificate, close } = await startIdentityServer(
    { ...options, account },
    names,
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-authority-'));
  const certificateFile = path.join(folder, 'authority.pem');
  await writeFile(certificateFile, trustedCertificate);
  const proxy = await startConnectProxy(names, port);
  return {
    identityServer,
    origin,
    refused: proxy.refused,
    vsCode: {
      settings: { 'http.proxy': proxy.address, 'http.systemCertificates': false },
      env: { NODE_EXTRA_CA_CERTS: certificateFile },
      // Saves the question whether VS Code may open the sign-in page.
      args: ['--link-protection-trusted-domains', loginHost],
    },
    browserArgs: [`--host-resolver-rules=${names.map((name) => `MAP ${name}:443 127.0.0.1:${port}`).join(', ')}`],
    close: async () => {
      await proxy.close();
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
