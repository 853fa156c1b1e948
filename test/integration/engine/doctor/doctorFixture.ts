import { Buffer } from 'node:buffer';
import { onTestFinished } from 'vitest';
import { contentTypes } from '../../../../src/core/api/contentType';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import type { Connection } from '../../../../src/core/api/connection';
import type { Check, CheckId, ConnectionReport } from '../../../../src/core/protocol/doctorProtocol';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import { checkConnection } from '../../../../src/engine/doctor/checkConnection';
import { doctorRetryPolicy, type DoctorServices } from '../../../../src/engine/doctor/doctorServices';
import { defaultNetworkSettings, Network } from '../../../../src/engine/network/network';
import { createGetFeedToken } from '../../../../src/engine/signIn/feedToken';
import { TokenCache } from '../../../../src/engine/server/tokenCache';
import type { ScriptedBlob } from '../../../../src/sandbox/content/scriptedContent';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../../src/sandbox/sandbox';
import { FakeTiming } from '../../../unit/engine/api/fakeTiming';
import { sendJson, startLocalService } from '../../../unit/engine/api/localService';

export const clientId = '3c1f6a52-0b7e-4d1c-8f7a-de30a0a99001';
const resource = 'https://manage.office.com';

export interface Patient {
  readonly connection: Connection;
  readonly services: DoctorServices;
}

export interface PatientOptions {
  readonly sandbox?: SandboxOptions;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** In place of the token with `claims`. */
  readonly token?: string;
  readonly connection?: Partial<Connection>;
  readonly services?: Partial<DoctorServices>;
}

/** Content of every type, some of it about to expire. A tenant's whole week takes a third of a second to make. */
export function recentBlobs(): readonly ScriptedBlob[] {
  const now = Date.now();
  return contentTypes.flatMap((contentType) =>
    [6 * hourMs, 6.4 * dayMs, 6.5 * dayMs].map((ago) => ({
      contentType,
      created: now - ago,
      records: [{ Id: `${contentType} ${ago}` }],
    })),
  );
}

/** A connection to a demo tenant that is reached as a real one is: with a token, and an authority that knows it. */
export async function makePatient(options: PatientOptions = {}): Promise<Patient & { readonly sandbox: Sandbox }> {
  const sandbox = await startSandbox({
    appId: clientId,
    subscribed: ['Audit.Exchange'],
    blobs: recentBlobs(),
    ...options.sandbox,
  });
  onTestFinished(() => sandbox.close());
  const authority = await startTenantAuthority(sandbox.tenantId);
  const connection: Connection = {
    id: 'own',
    name: 'Contoso',
    cloud: sandbox.origin,
    authority,
    tenantId: sandbox.tenantId,
    clientId,
    signIn: 'clientSecret',
    ...options.connection,
  };
  const token = options.token ?? makeToken({ tid: sandbox.tenantId, ...options.claims });
  return { sandbox, connection, services: makeServices(connection, token, options.services) };
}

export function makeServices(
  connection: Connection,
  token: string,
  services: Partial<DoctorServices> = {},
): DoctorServices {
  const network = new Network(defaultNetworkSettings, {});
  const tokens = new TokenCache(() => Promise.resolve(token));
  return {
    network,
    openAccess: () => {
      const client = new ManagementApiClient({
        origin: connection.cloud,
        tenantId: connection.tenantId,
        getToken: createGetFeedToken(tokens, connection),
        createDispatcher: network.createDispatcher,
        retry: doctorRetryPolicy,
        timing: new FakeTiming(Date.now()),
      });
      return Promise.resolve({ client, health: client.health });
    },
    getToken: (signal) => tokens.get(connection, resource, { refresh: false, signal }),
    readCredential: () => Promise.resolve({ kind: 'clientSecret', secret: 'not asked for' }),
    ...services,
  };
}

/** A client of the same app, for what a test does to the service. */
export function openClient({ origin, tenantId, token }: Sandbox): ManagementApiClient {
  const client = new ManagementApiClient({ origin, tenantId, getToken: () => Promise.resolve(token) });
  onTestFinished(() => client.close());
  return client;
}

/** A token of the app, good for all, with other claims where a test asks for them. */
export function makeToken(claims: Readonly<Record<string, unknown>>): string {
  const all = {
    aud: resource,
    exp: Math.floor(Date.now() / 1_000) + 3_600,
    appid: clientId,
    roles: ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'],
    ...claims,
  };
  return ['{"alg":"RS256"}', JSON.stringify(all), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}

/** A sign-in service that knows one tenant. @returns its origin */
async function startTenantAuthority(tenantId: string): Promise<string> {
  const service = await startLocalService(({ request, response }) => {
    if (request.target === `/${tenantId}/v2.0/.well-known/openid-configuration`) {
      sendJson(response, { issuer: `https://login.microsoftonline.com/${tenantId}/v2.0` });
    } else {
      sendJson(
        response,
        { error: 'invalid_tenant', error_description: 'AADSTS90002: Not found.', error_codes: [90_002] },
        { status: 400 },
      );
    }
  });
  onTestFinished(() => service[Symbol.asyncDispose]());
  return service.origin;
}

export function examine(
  { connection, services }: Patient,
  signal = new AbortController().signal,
): Promise<ConnectionReport> {
  return checkConnection(connection, services, signal);
}

/** The status of each check. */
export function statuses({ checks }: ConnectionReport): Readonly<Record<string, string>> {
  return Object.fromEntries(checks.map(({ id, status }) => [id, status]));
}

export function check({ checks }: ConnectionReport, id: CheckId): Check {
  const found = checks.find((candidate) => candidate.id === id);
  if (found === undefined) {
    throw new Error(`There is no check ${id}.`);
  }
  return found;
}
