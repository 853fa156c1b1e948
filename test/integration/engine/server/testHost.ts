import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ProtocolConnection, ResponseError } from 'vscode-languageserver/node';
import { CancellationTokenSource, RequestType } from 'vscode-languageserver/node';
import type {
  ArchiveJobProgress,
  BackgroundSyncState,
  SyncProgress,
} from '../../../../src/core/protocol/archiveProtocol';
import type { FetchProgress } from '../../../../src/core/protocol/contentProtocol';
import {
  type EngineRequests,
  type EngineSettings,
  protocolVersion,
} from '../../../../src/core/protocol/engineProtocol';
import type { ConnectionParams } from '../../../../src/core/protocol/requestParams';
import type { Credential, DeviceCode, TokenParams } from '../../../../src/core/protocol/signInProtocol';
import type { ReceivedContent, ReceiverState } from '../../../../src/core/protocol/webhookProtocol';
import { startEngineServer } from '../../../../src/engine/server/engineServer';
import { temporaryFolder } from '../../../unit/engine/archive/archiveFixture';
import { connectPair } from '../../../unit/engine/server/connectedPair';

/** The extension host's side: it asks, gives tokens, and keeps what it is told. */
export class TestHost {
  readonly progress: FetchProgress[] = [];
  readonly syncProgress: SyncProgress[] = [];
  readonly jobProgress: ArchiveJobProgress[] = [];
  readonly backgroundStates: BackgroundSyncState[] = [];
  /** Told each state of the background sync. */
  onBackgroundState: (state: BackgroundSyncState) => void = () => undefined;
  readonly changedTenants: string[] = [];
  readonly logged: string[] = [];
  readonly tokenRequests: TokenParams[] = [];
  token: string | ResponseError<unknown> = 'unset';
  readonly credentialRequests: ConnectionParams[] = [];
  credential: Credential | ResponseError<unknown> = { kind: 'clientSecret', secret: 'unset' };
  /** Told the codes that users must enter. */
  onDeviceCode: (code: DeviceCode) => void = () => undefined;
  readonly receivedContent: ReceivedContent[] = [];
  readonly receiverStates: ReceiverState[] = [];
  private readonly connection: ProtocolConnection;

  constructor() {
    const { engine, host } = connectPair();
    startEngineServer(engine);
    this.connection = host;
    host.onNotification('m365Audit/fetchProgress', (progress: FetchProgress) => {
      this.progress.push(progress);
    });
    host.onNotification('m365Audit/syncProgress', (progress: SyncProgress) => {
      this.syncProgress.push(progress);
    });
    host.onNotification('m365Audit/archiveJobProgress', (progress: ArchiveJobProgress) => {
      this.jobProgress.push(progress);
    });
    host.onNotification('m365Audit/backgroundSyncChanged', (state: BackgroundSyncState) => {
      this.backgroundStates.push(state);
      this.onBackgroundState(state);
    });
    host.onNotification('m365Audit/archiveChanged', (changed: { tenantId: string }) => {
      this.changedTenants.push(changed.tenantId);
    });
    host.onNotification('m365Audit/contentReceived', (received: ReceivedContent) => {
      this.receivedContent.push(received);
    });
    host.onNotification('m365Audit/receiverChanged', (state: ReceiverState) => {
      this.receiverStates.push(state);
    });
    host.onNotification('m365Audit/log', (log: { message: string }) => {
      this.logged.push(log.message);
    });
    host.onRequest(new RequestType<TokenParams, unknown, unknown>('m365Audit/getToken'), (params) => {
      this.tokenRequests.push(params);
      return typeof this.token === 'string' ? { accessToken: this.token } : this.token;
    });
    host.onRequest(new RequestType<ConnectionParams, unknown, unknown>('m365Audit/getCredential'), (params) => {
      this.credentialRequests.push(params);
      return this.credential;
    });
    host.onNotification('m365Audit/deviceCode', (code: DeviceCode) => {
      this.onDeviceCode(code);
    });
    host.listen();
  }

  /** A host that is shut down when the test is over; its archive has a folder of its own where none is named. */
  static async start(archiveFolder?: string): Promise<TestHost> {
    const folder = archiveFolder ?? path.join(await temporaryFolder(), 'archive');
    const host = new TestHost();
    await host.initialize(folder);
    onTestFinished(async () => {
      await host.shutdown();
    });
    return host;
  }

  initialize(archiveFolder: string, version: number = protocolVersion): Promise<unknown> {
    return this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions: {
        protocolVersion: version,
        archiveFolder,
        settings: {
          requestsPerMinute: 2_000,
          network: { noProxy: [], strictSsl: true, systemCertificates: false },
        },
      },
    });
  }

  request<M extends keyof EngineRequests>(
    method: M,
    params: EngineRequests[M]['params'],
    cancel = new CancellationTokenSource(),
  ): Promise<EngineRequests[M]['result']> {
    return this.connection.sendRequest<EngineRequests[M]['result']>(method, params, cancel.token);
  }

  changeSettings(settings: EngineSettings): Promise<void> {
    return this.connection.sendNotification('m365Audit/changeSettings', settings);
  }

  shutdown(): Promise<unknown> {
    return this.connection.sendRequest('shutdown');
  }
}
