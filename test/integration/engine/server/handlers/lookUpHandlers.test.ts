import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import { demoConnection, type Connection } from '../../../../../src/core/api/connection';
import { protocolVersion, type EngineRequests } from '../../../../../src/core/protocol/engineProtocol';
import { startEngineServer } from '../../../../../src/engine/server/engineServer';
import { listPeople } from '../../../../../src/sandbox/records/people';
import { dlpRules } from '../../../../../src/sandbox/records/dlp';
import { connectPair } from '../../../../unit/engine/server/connectedPair';

let folder: string;
let host: ProtocolConnection;

function request<M extends keyof EngineRequests>(
  method: M,
  params: EngineRequests[M]['params'],
): Promise<EngineRequests[M]['result']> {
  return host.sendRequest<EngineRequests[M]['result']>(method, params);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'look-up-'));
  const pair = connectPair();
  startEngineServer(pair.engine);
  ({ host } = pair);
  host.listen();
  await host.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    initializationOptions: {
      protocolVersion,
      archiveFolder: path.join(folder, 'archive'),
      settings: { requestsPerMinute: 2_000, network: { noProxy: [], strictSsl: true, systemCertificates: false } },
    },
  });
});

afterAll(async () => {
  await host.sendRequest('shutdown');
  await rm(folder, { recursive: true, force: true });
});

describe('the engine, asked for names', () => {
  const connection = demoConnection;

  it('names the sensitive types of the demo tenant in a language', async () => {
    const names = await request('m365Audit/listSensitiveTypes', { connection, language: 'de' });
    expect(names[dlpRules.cards.typeId]).toBe('Kreditkartennummer');
  });

  it('looks a user of the demo tenant up in its Microsoft Graph', async () => {
    const [person] = listPeople();
    const id = person?.objectId ?? '';
    const { text } = await request('m365Audit/lookUpInGraph', { connection, kind: 'user', id });
    expect(JSON.parse(text)).toMatchObject({ id, userPrincipalName: person?.upn });
  });

  it('asks nobody where the authority is one whose Microsoft Graph is not known', async () => {
    const elsewhere: Connection = {
      id: 'elsewhere',
      name: 'Elsewhere',
      cloud: 'https://api.example',
      authority: 'https://login.example',
      tenantId: connection.tenantId,
    };
    const id = connection.tenantId;
    const lookUp = request('m365Audit/lookUpInGraph', { connection: elsewhere, kind: 'user', id });
    await expect(lookUp).rejects.toMatchObject({ data: { kind: 'api', code: 'GraphUnknown' } });
  });

  it('says what is wrong with an id', async () => {
    const lookUp = request('m365Audit/lookUpInGraph', { connection, kind: 'app', id: 'ana@contoso.com' });
    await expect(lookUp).rejects.toMatchObject({ data: { kind: 'api', code: 'InvalidId' } });
  });
});
