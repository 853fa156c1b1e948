import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/api/connection';
import { contentTypes, type ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { Coverage, CoverageCell } from '../../core/archive/coverage';
import type { CoverageParams } from '../../core/protocol/archiveProtocol';
import type { CoveragePageContent, CoveragePageReady } from '../../core/protocol/coveragePageProtocol';
import { toEngineError } from '../errors/rehydrateError';
import { html } from '../page/html';
import pageStyle from '../page/page.css';
import { pageDocument } from '../page/pageDocument';
import { PagePanel } from '../page/pagePanel';
import style from './coverage.css';
import { coveragePage, coverageTitle, type CoveragePageState } from './coveragePage';
import { blobsQuery, missingQuery } from './coverageQuery';
import { missingContent } from './coverageSummary';
import { firstView, viewDays, viewRange, type CoverageView } from './coverageView';
import { isTimeZone } from './zonedTime';

const stretch = { contentType: z.enum(contentTypes), start: z.coerce.number() };

/** What the page says: that it is there, or the data attributes of what was pressed. */
const pageMessage = z.discriminatedUnion('command', [
  z.object({ command: z.literal('ready'), timeZone: z.string() }) satisfies z.ZodMiniType<CoveragePageReady>,
  z.object({ command: z.literal('reload') }),
  z.object({ command: z.literal('sync') }),
  z.object({ command: z.literal('fetchMissing') }),
  z.object({ command: z.literal('queryMissing') }),
  z.object({ command: z.literal('days'), value: z.literal(viewDays.map(String)) }),
  z.object({ command: z.literal('zone'), value: z.enum(['utc', 'local']) }),
  z.object({ command: z.literal('cell'), ...stretch }),
  z.object({ command: z.literal('fetchGap'), ...stretch, end: z.coerce.number() }),
  z.object({ command: z.literal('queryGap'), ...stretch, end: z.coerce.number() }),
]);
type PageMessage = z.output<typeof pageMessage>;

export interface CoveragePanelOptions {
  /** The connection as it is now. */
  readonly connection: () => Connection;
  /** Folder of the page's script. */
  readonly scriptFolder: vscode.Uri;
  readonly getCoverage: (params: CoverageParams) => Promise<Coverage>;
  /** Brings content into the archive: all that there is, or what is named. */
  readonly sync: (contentTypes?: readonly ContentType[], range?: ContentWindow) => Promise<void>;
  /** Puts a query into a notebook. */
  readonly query: (text: string) => Promise<void>;
}

/** The coverage of one connection, as its archive is now. */
export class CoveragePanel extends PagePanel {
  private view: CoverageView = firstView;
  private timeZone = 'UTC';
  private state: CoveragePageState = { kind: 'loading' };
  /** Counts what was asked for: an answer that is no longer wanted is dropped. */
  private asked = 0;

  constructor(
    private readonly options: CoveragePanelOptions,
    onClosed: () => void,
  ) {
    const title = coverageTitle(options.connection().name);
    super({ viewType: 'm365Audit.coverage', title, resources: [options.scriptFolder], onClosed });
    const script = vscode.Uri.joinPath(options.scriptFolder, 'coveragePage.js');
    const address = this.panel.webview.asWebviewUri(script).toString();
    this.setPage(title, (frame) =>
      pageDocument(
        {
          title,
          body: html`<main></main>`,
          script: html`<script nonce="${frame.nonce}" src="${address}"></script>`,
        },
        { ...frame, style: pageStyle + style },
      ),
    );
  }

  /** Reads the coverage anew. What is shown stays until then. A page that is hidden does so when it is looked at. */
  async reload(): Promise<void> {
    if (!this.panel.visible) {
      return;
    }
    this.asked += 1;
    const { asked } = this;
    const connection = this.options.connection();
    const state = await this.read({ connection, ...viewRange(this.view, Date.now()) });
    if (asked === this.asked) {
      this.state = state;
      await this.show();
    }
  }

  private async read(params: CoverageParams): Promise<CoveragePageState> {
    try {
      return { kind: 'coverage', coverage: await this.options.getCoverage(params) };
    } catch (error) {
      return { kind: 'failure', text: toEngineError(error).message };
    }
  }

  private async show(): Promise<void> {
    const { name } = this.options.connection();
    this.panel.title = coverageTitle(name);
    const facts = { name, view: this.view, locale: vscode.env.language, timeZone: this.timeZone };
    await this.tell({
      kind: 'content',
      markup: coveragePage(this.state, facts).markup,
    } satisfies CoveragePageContent);
  }

  protected override async receive(message: unknown): Promise<void> {
    const { data } = pageMessage.safeParse(message);
    if (data !== undefined) {
      await this.answer(data);
    }
  }

  private async answer(message: PageMessage): Promise<void> {
    switch (message.command) {
      case 'ready':
        this.timeZone = isTimeZone(message.timeZone) ? message.timeZone : 'UTC';
        await this.show();
        await this.reload();
        break;
      case 'reload':
        await this.reload();
        break;
      case 'days':
        this.view = { ...this.view, days: viewDays.find((days) => String(days) === message.value) ?? firstView.days };
        await this.reload();
        break;
      case 'zone':
        this.view = { ...this.view, isLocal: message.value === 'local' };
        await this.show();
        break;
      case 'sync':
        await this.options.sync();
        break;
      case 'fetchGap':
        await this.options.sync([message.contentType], message);
        break;
      case 'queryGap':
        await this.options.query(missingQuery(message, message.contentType));
        break;
      case 'fetchMissing':
      case 'queryMissing':
      case 'cell':
        await this.answerOf(message);
        break;
    }
  }

  /** What depends on the coverage that is shown. */
  private async answerOf(
    message: Extract<PageMessage, { command: 'fetchMissing' | 'queryMissing' | 'cell' }>,
  ): Promise<void> {
    if (this.state.kind !== 'coverage') {
      return;
    }
    const { coverage } = this.state;
    const { sync, query } = this.options;
    if (message.command === 'queryMissing') {
      await query(missingQuery(coverage.range));
    } else if (message.command === 'fetchMissing') {
      const missing = missingContent(coverage);
      await sync(missing?.contentTypes, missing?.range);
    } else {
      const { contentType, start } = message;
      const row = coverage.rows.find((found) => found.contentType === contentType);
      const cell = row?.cells.find((found) => found.start === start);
      if (cell !== undefined) {
        await (canBeFetched(cell) ? sync([contentType], windowOf(cell)) : query(blobsQuery(contentType, cell)));
      }
    }
  }
}

function canBeFetched({ state }: CoverageCell): boolean {
  return state === 'pending' || state === 'failed';
}

function windowOf({ start, end }: ContentWindow): ContentWindow {
  return { start, end };
}
