import { demoCloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import { contentTypes, type ContentType } from '../../core/api/contentType';
import { dayMs, type ContentWindow } from '../../core/api/contentWindow';
import { readTokenClaims, type TokenClaims } from '../../core/api/tokenClaims';
import { ApiError } from '../api/apiError';
import type { ListedBlob } from '../archive/archiveTypes';
import { resolveConnectionCloud } from '../signIn/connectionCloud';
import { attempt, type Attempt } from './attempt';
import type { DoctorServices } from './doctorServices';
import { lazy } from './lazy';
import { probeService, type ProbeResult } from './serviceProbe';

/** The probe waits no longer for any step, in milliseconds: someone looks on. */
const probeTimeoutMs = 15_000;

export interface SeenToken {
  /** Undefined for a token that is opaque. */
  readonly claims: TokenClaims | undefined;
}

/** One visit of the doctor. What several checks look at is asked for once. */
export class Examination {
  readonly isDemo: boolean;
  /** Not of the demo tenant. @throws EngineError where the connection names none */
  readonly cloud = lazy(() => resolveConnectionCloud(this.connection));
  /** @throws EngineError where the connection itself is wrong */
  readonly client = lazy(async () => (await this.access()).client);
  readonly quota = lazy(async () => (await this.access()).health.quota);
  /** What went wrong last before this visit. */
  readonly lastFault = lazy(async () => (await this.access()).lastFault);
  /** The API's host without a token, and past every certificate. @throws what undici throws where there is no answer */
  readonly probe = lazy(() => this.probeApi());
  readonly token = lazy(() => attempt(() => this.readToken()));
  readonly subscriptions = lazy(() => attempt(async () => (await this.client()).listSubscriptions(this.signal)));
  private readonly access = lazy(async () => {
    const { client, health } = await this.services.openAccess();
    return { client, health, lastFault: health.lastFault };
  });
  private throttling: ApiError | undefined;
  private readonly lastDays = new Map<ContentType, Promise<Attempt<readonly ListedBlob[]>>>();

  constructor(
    readonly connection: Connection,
    readonly services: DoctorServices,
    readonly signal: AbortSignal,
  ) {
    this.isDemo = connection.cloud === demoCloud;
  }

  async close(): Promise<void> {
    const { value: access } = await attempt(() => this.access());
    await access?.client.close();
  }

  /** What is subscribed to and runs; nothing where that cannot be listed. */
  async enabled(): Promise<readonly ContentType[]> {
    const { value: subscriptions = [] } = await this.subscriptions();
    const running = new Set(
      subscriptions.filter(({ status }) => status === 'enabled').map(({ contentType }) => contentType),
    );
    return contentTypes.filter((contentType) => running.has(contentType));
  }

  /** What became available in the last 24 hours, by the service's clock; the first page that holds something. */
  lastDay(contentType: ContentType): Promise<Attempt<readonly ListedBlob[]>> {
    const known = this.lastDays.get(contentType);
    if (known !== undefined) {
      return known;
    }
    const listing = attempt(async () => {
      const end = await this.serverNow();
      return this.list(contentType, { start: end - dayMs, end }, 1);
    });
    this.lastDays.set(contentType, listing);
    return listing;
  }

  /**
   * Lists a window until there are `enough` blobs. Once the service has said that there are too many requests, it is asked no more:
   * each further one would wait, and be refused.
   */
  async list(contentType: ContentType, window: ContentWindow, enough: number): Promise<readonly ListedBlob[]> {
    if (this.throttling !== undefined) {
      throw this.throttling;
    }
    const client = await this.client();
    const blobs: ListedBlob[] = [];
    try {
      for await (const page of client.listContent(contentType, window, this.signal)) {
        blobs.push(...page);
        if (blobs.length >= enough) {
          break;
        }
      }
    } catch (error) {
      if (error instanceof ApiError && error.isThrottled) {
        this.throttling = error;
      }
      throw error;
    }
    return blobs;
  }

  /** The service's time, in milliseconds since the epoch; whole seconds, as the API takes them. */
  async serverNow(): Promise<number> {
    const { clock } = await this.client();
    return Math.floor(clock.now() / 1_000) * 1_000;
  }

  private async readToken(): Promise<SeenToken> {
    return { claims: readTokenClaims(await this.services.getToken(this.signal)) };
  }

  private async probeApi(): Promise<ProbeResult> {
    const { clock } = await this.client();
    const { apiOrigin } = await this.cloud();
    const dispatcher = this.services.network.acceptingAnyCertificate().createDispatcher(apiOrigin, {
      connectTimeout: probeTimeoutMs,
      headersTimeout: probeTimeoutMs,
      bodyTimeout: probeTimeoutMs,
    });
    try {
      return await probeService(apiOrigin, { dispatcher, clock, signal: this.signal });
    } finally {
      await dispatcher.destroy();
    }
  }
}
