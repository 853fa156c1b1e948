import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { ContentType } from '../../core/api/contentType';
import { hourMs } from '../../core/api/contentWindow';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import { gapRange, recentGaps, type ContentGaps } from './contentGaps';

/** The archive may change many times a second while a sync runs. */
const checkDelayMs = 5_000;

type GapsByType = ReadonlyMap<ContentType, ContentGaps>;

/** Knows which content types have gaps: from the archives alone, asked once the engine runs, and whenever something came in. */
export class GapWatch extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<string>());
  private readonly gaps = new Map<string, GapsByType>();
  private readonly subscribed = new Map<string, ReadonlySet<ContentType>>();
  private isStarted = false;
  private timer: NodeJS.Timeout | undefined;

  /** The id of a connection whose gaps are others now. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly log: vscode.LogOutputChannel,
    onDidSync: vscode.Event<unknown>,
  ) {
    super();
    this.register(
      engine.onDidStart(() => {
        this.isStarted = true;
        this.checkSoon();
      }),
    );
    for (const onDidChange of [
      onDidSync,
      connections.onDidChange,
      (listener: () => void) => engine.onNotification('m365Audit/archiveChanged', listener),
    ]) {
      this.register(
        onDidChange(() => {
          this.checkSoon();
        }),
      );
    }
    // Time alone makes gaps, too.
    const hourly = setInterval(() => {
      this.checkSoon();
    }, hourMs);
    this.register({
      dispose: () => {
        clearInterval(hourly);
        clearTimeout(this.timer);
      },
    });
  }

  gapsOf(connectionId: string, contentType: ContentType): ContentGaps | undefined {
    const subscribed = this.subscribed.get(connectionId);
    return subscribed?.has(contentType) === false ? undefined : this.gaps.get(connectionId)?.get(contentType);
  }

  /** How many content types have gaps, of all connections. */
  get count(): number {
    return [...this.gaps].reduce(
      (sum, [id, gaps]) => sum + [...gaps.keys()].filter((type) => this.gapsOf(id, type) !== undefined).length,
      0,
    );
  }

  /** What a connection collects, as the service says. Without a subscription there is nothing to fetch. */
  setSubscribed(connectionId: string, contentTypes: readonly ContentType[]): void {
    const before = this.count;
    this.subscribed.set(connectionId, new Set(contentTypes));
    if (this.count !== before) {
      this.changeEmitter.fire(connectionId);
    }
  }

  private checkSoon(): void {
    if (this.isStarted) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        void this.check();
      }, checkDelayMs);
    }
  }

  private async check(): Promise<void> {
    const { connections } = this.connections;
    const gone = [...this.gaps.keys()].filter((id) => this.connections.find(id) === undefined);
    for (const id of gone) {
      this.keep(id, new Map());
    }
    for (const connection of connections) {
      try {
        this.keep(connection.id, await this.read(connection));
      } catch (error) {
        // The page, and whatever else reads the archive, says what is wrong with it.
        this.log.debug('the coverage could not be read', error);
      }
    }
  }

  private async read(connection: Connection): Promise<GapsByType> {
    return recentGaps(await this.engine.request('m365Audit/getCoverage', { connection, ...gapRange(Date.now()) }));
  }

  private keep(connectionId: string, gaps: GapsByType): void {
    const before = this.gaps.get(connectionId) ?? new Map();
    if (JSON.stringify([...before]) !== JSON.stringify([...gaps])) {
      this.gaps.set(connectionId, gaps);
      this.changeEmitter.fire(connectionId);
    }
  }
}
