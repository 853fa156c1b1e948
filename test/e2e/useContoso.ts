import { beforeAll } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox';
import type { RegisteredApp } from '../authority/registeredApp.ts';
import { startAuthority } from '../authority/startAuthority.ts';
import type { Authority } from '../authority/startAuthority.ts';
import type { SessionOptions } from './driver/session.ts';

/** Who signs in as a user. */
export const account = {
  username: 'alex@contoso.example',
  name: 'Alex Example',
  objectId: '0c9f6c1e-52a3-4f0e-8a11-5a1c0ffee002',
  tenantId: 'b1946ac9-2492-4d23-a7c1-5a1c0ffee003',
};

export const domain = 'contoso.example';

/** A tenant with an API that looks at tokens, and an authority that issues them. */
export interface Contoso {
  readonly sandbox: Sandbox;
  readonly authority: Authority;
  /** Of a session that signs in there; `connections` go into the settings. */
  readonly sessionOptions: (
    connections: readonly object[],
  ) => Pick<SessionOptions, 'settings' | 'env' | 'args' | 'browserArgs' | 'secrets'>;
}

export interface ContosoOptions {
  /** Called when the hooks before have run. */
  readonly makeApps?: () => readonly RegisteredApp[];
  readonly sandboxOptions?: Omit<SandboxOptions, 'tenantId'>;
}

/** Starts the tenant for the tests of a file, and ends it after them. */
export function useContoso({ makeApps = () => [], sandboxOptions }: ContosoOptions = {}): () => Contoso {
  let contoso: Contoso | undefined;
  beforeAll(async () => {
    const sandbox = await startSandbox({ ...sandboxOptions, tenantId: account.tenantId });
    const authority = await startAuthority(account, {
      apps: makeApps(),
      domains: { [domain]: account.tenantId },
    });
    contoso = {
      sandbox,
      authority,
      sessionOptions: (connections) => ({
        ...authority.vsCode,
        browserArgs: authority.browserArgs,
        settings: { ...authority.vsCode.settings, 'm365Audit.connections': connections },
        secrets: () => [...authority.identityServer.issuedTokens, ...authority.identityServer.issuedRefreshTokens],
      }),
    };
    return async () => {
      await authority.close();
      await sandbox.close();
    };
  });
  return () => {
    if (contoso === undefined) {
      throw new Error('The tenant is there in tests only.');
    }
    return contoso;
  };
}
