import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { ContentType } from '../../../../src/core/api/contentType';
import type { SyncSummary } from '../../../../src/core/protocol/archiveProtocol';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import type { TenantContent } from '../../../../src/engine/archive/archive';
import { Archive } from '../../../../src/engine/archive/archive';
import { withConnection } from '../../../../src/engine/archive/database';
import { TenantSync } from '../../../../src/engine/sync/tenantSync';
import type { Sandbox } from '../../../../src/sandbox/sandbox';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { FakeTiming } from '../../../unit/engine/api/fakeTiming';
import type { Schedule, Step } from './schedule';
import { scheduledTypes, scheduleStart } from './schedule';

/** A sync that someone waited for, and that brought all there was of a content type. */
export interface CompletedSync {
  readonly contentType: ContentType;
  readonly from: number;
  readonly to: number;
}

/** More than the faults of a schedule. */
const mostRounds = 80;

const idRows = z.array(z.object({ Id: z.string() }));

/** One engine: its client, and the archive that it shares with the other one. */
class Engine {
  private onRequest: () => void = () => undefined;
  private readonly client: CountingClient;
  private readonly sync: TenantSync;

  private constructor(
    sandbox: Sandbox,
    timing: FakeTiming,
    readonly archive: Archive,
    fetches: string[],
  ) {
    this.client = new CountingClient(
      {
        origin: sandbox.origin,
        tenantId: sandbox.tenantId,
        getToken: () => {
          this.onRequest();
          return Promise.resolve(sandbox.token);
        },
        timing,
        retry: { attempts: 3, baseMs: 500, throttledBaseMs: 10_000, maximumMs: 120_000 },
      },
      fetches,
    );
    const { client } = this;
    this.sync = new TenantSync({ client, store: archive, tenantId: sandbox.tenantId, timing, concurrency: 3 });
  }

  static async start(sandbox: Sandbox, timing: FakeTiming, folder: string, fetches: string[]): Promise<Engine> {
    return new Engine(sandbox, timing, await Archive.open(folder), fetches);
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.archive.close();
  }

  /** @returns undefined where it was cancelled, or failed as a whole */
  async run(isBackground: boolean, cancelAfter: number | undefined): Promise<SyncSummary | undefined> {
    const cancel = new AbortController();
    let requests = 0;
    this.onRequest = () => {
      requests += 1;
      if (requests === cancelAfter) {
        cancel.abort();
      }
    };
    try {
      return await this.sync.run({ isBackground, signal: cancel.signal });
    } catch (error) {
      if (cancel.signal.aborted || error instanceof EngineError) {
        return undefined;
      }
      throw error;
    }
  }
}

class CountingClient extends ManagementApiClient {
  constructor(
    options: ConstructorParameters<typeof ManagementApiClient>[0],
    private readonly fetches: string[],
  ) {
    super(options);
  }

  override async fetchBlob(...args: Parameters<ManagementApiClient['fetchBlob']>): Promise<Uint8Array> {
    const body = await super.fetchBlob(...args);
    this.fetches.push(args[0]);
    return body;
  }
}

/** A schedule that is played: two engines, one archive, one demo tenant, and a clock that nobody waits for. */
export class Rehearsal {
  readonly completed: CompletedSync[] = [];

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly timing: FakeTiming,
    private readonly folder: string,
    /** Addresses of the blobs that came, each as often as it did. */
    readonly fetches: readonly string[],
    private readonly start: () => Promise<Engine>,
    private readonly engines: [Engine, Engine],
  ) {}

  static async play({ blobs, steps, faults, pageSize }: Schedule): Promise<Rehearsal> {
    const timing = new FakeTiming(scheduleStart);
    const sandbox = await startSandbox({
      blobs,
      faults,
      pageSize,
      subscribed: [...scheduledTypes],
      now: () => timing.now(),
    });
    const folder = await mkdtemp(path.join(tmpdir(), 'rehearsal-'));
    const fetches: string[] = [];
    const start = (): Promise<Engine> => Engine.start(sandbox, timing, folder, fetches);
    const rehearsal = new Rehearsal(sandbox, timing, folder, fetches, start, [await start(), await start()]);
    for (const step of steps) {
      await rehearsal.take(step);
    }
    await rehearsal.syncUntilClean();
    return rehearsal;
  }

  now(): number {
    return this.timing.now();
  }

  private async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'pass':
        await this.timing.delay(step.ms, undefined);
        break;
      case 'restart':
        await this.engines[step.process].stop();
        this.engines[step.process] = await this.start();
        break;
      case 'sync':
        await Promise.all(step.processes.map((index) => this.sync(index, step)));
    }
  }

  private async sync(
    index: 0 | 1,
    { isBackground, cancelAfter }: Pick<Extract<Step, { kind: 'sync' }>, 'isBackground' | 'cancelAfter'>,
  ): Promise<SyncSummary | undefined> {
    const from = this.now();
    const summary = await this.engines[index].run(isBackground, cancelAfter);
    const to = this.now();
    for (const { contentType, summary: done } of summary?.contentTypes ?? []) {
      if (!isBackground && done?.failures.every(({ state }) => state === 'lost') === true) {
        this.completed.push({ contentType, from, to });
      }
    }
    return summary;
  }

  /** The faults end after a while, and then a sync brings all that is left. */
  private async syncUntilClean(): Promise<void> {
    for (let round = 0; round < mostRounds; round += 1) {
      const completed = this.completed.length;
      await this.sync(0, { isBackground: false, cancelAfter: undefined });
      if (this.completed.length - completed === scheduledTypes.length) {
        return;
      }
    }
    throw new Error(`No sync was clean in ${mostRounds} rounds.`);
  }

  async content(): Promise<TenantContent | undefined> {
    return (await this.engines[1].archive.content(this.sandbox.tenantId))[0];
  }

  /** Of all records, each as often as it is there. */
  async recordIds(): Promise<readonly string[]> {
    const { archive } = this.engines[1];
    const files = (await archive.files()).map((file) => `'${path.join(this.folder, file.path)}'`);
    if (files.length === 0) {
      return [];
    }
    return withConnection(archive.database, async (connection) => {
      const rows = await connection.runAndReadAll(`SELECT "Id" FROM read_parquet([${files.join(',')}])`);
      return idRows.parse(rows.getRowObjectsJS()).map(({ Id }) => Id);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.engines.map((engine) => engine.stop()));
    await this.sandbox.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
