import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { resolveCloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import type { CertificateFacts, Credential } from '../../core/protocol/signInProtocol';
import { readSecretKey, secretKey } from './secretKeys';

const kind = 'credential';

const credential = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clientSecret'), secret: z.string() }),
  z.object({
    kind: z.literal('certificate'),
    format: z.enum(['pem', 'pfx']),
    data: z.string(),
    password: z.exactOptional(z.string()),
  }),
]) satisfies z.ZodMiniType<Credential>;

const certificateFacts = z.object({
  thumbprint: z.string(),
  subject: z.string(),
  notBefore: z.number(),
  notAfter: z.number(),
}) satisfies z.ZodMiniType<CertificateFacts>;

const stored = z.object({
  /** What it was given for. */
  audience: z.string(),
  credential,
  /** Of a certificate: they are shown without asking the engine. */
  certificate: z.exactOptional(certificateFacts),
});

/** A credential, with what is known of its certificate. */
export interface KeptCredential {
  readonly credential: Credential;
  readonly certificate?: CertificateFacts;
}

/**
 * - `missing`: there is none of the kind that the connection signs in with;
 * - `foreign`: it was given for another app, tenant or authority, and is not handed out.
 */
export type CredentialLookup =
  ({ readonly kind: 'kept' } & KeptCredential) | { readonly kind: 'missing' } | { readonly kind: 'foreign' };

/** The part of VS Code's secret storage that is used here. */
export interface Secrets extends Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'> {
  readonly onDidChange: (listener: (event: vscode.SecretStorageChangeEvent) => void) => { dispose(): unknown };
}

/** Secrets and certificates of apps, in VS Code's secret storage: one a connection, by its id. */
export class CredentialStore {
  constructor(private readonly secrets: Secrets) {}

  /** Tells the id of the connection whose credential changed, in any window. */
  onDidChange(listener: (connectionId: string) => void): { dispose(): unknown } {
    return this.secrets.onDidChange(({ key }) => {
      const place = readSecretKey(key);
      if (place?.kind === kind) {
        listener(place.connectionId);
      }
    });
  }

  async find(connection: Connection): Promise<CredentialLookup> {
    const text = await this.secrets.get(secretKey(kind, connection.id));
    const kept = text === undefined ? undefined : parse(text);
    if (kept === undefined || kept.credential.kind !== connection.signIn) {
      return { kind: 'missing' };
    }
    const { audience, ...rest } = kept;
    return audience === audienceOf(connection) ? { kind: 'kept', ...rest } : { kind: 'foreign' };
  }

  async keep(connection: Connection, kept: KeptCredential): Promise<void> {
    const text: z.output<typeof stored> = { audience: audienceOf(connection), ...kept };
    await this.secrets.store(secretKey(kind, connection.id), JSON.stringify(text));
  }

  async forget({ id }: Connection): Promise<void> {
    await this.secrets.delete(secretKey(kind, id));
  }
}

/**
 * Settings are written by hand, and synchronized between machines: a secret must not follow a connection to another authority, nor
 * to another app, which it does not fit anyway.
 */
function audienceOf(connection: Connection): string {
  return [resolveCloud(connection).authority, connection.tenantId, connection.clientId ?? ''].join(' ');
}

/** What cannot be read, say of a later version, counts as not there. */
function parse(text: string): z.output<typeof stored> | undefined {
  try {
    return stored.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
