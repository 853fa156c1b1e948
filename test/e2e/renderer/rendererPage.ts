import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { resultEnums } from '../../../src/core/notebook/resultEnums';
import type { RendererAction, RendererMessage } from '../../../src/core/notebook/resultMessages';
import { maxPayloadRows, resultMime, type ResultPayload } from '../../../src/core/notebook/resultPayload';
import { resultLabels } from '../../../src/extension/notebook/results/resultLabels';
import { rootFolder } from '../../tools/repository.ts';
import { actionTimeoutMs } from '../driver/session.ts';
import { generatedColumns, GeneratedResult } from './generatedResult.ts';
import { themeStyle, type ThemeKind } from './themes.ts';

const origin = 'http://renderer.test';

/** What the renderer posts comes from the bundle that is tested, whose types are known. */
const messageSchema = z.custom<RendererMessage>((value) => typeof value === 'object' && value !== null);

export interface RendererPageOptions {
  readonly rowCount: number;
  readonly theme?: ThemeKind;
  /** False for an output that is shown without the extension. */
  readonly hasHost?: boolean;
  readonly payload?: Partial<ResultPayload>;
  /** What the host says instead of its first answers. */
  readonly failures?: string[];
  /** How long the host takes. */
  readonly delayMs?: number;
  /** Pixels; wide enough for most columns. */
  readonly width?: number;
}

/** A page that shows one output as a notebook's webview does, with this process as its host. */
export class RendererPage {
  readonly actions: RendererAction[] = [];
  readonly cancelled: number[] = [];
  readonly requested: number[] = [];

  private constructor(
    readonly page: Page,
    private readonly delayMs: number,
  ) {}

  static async open(browser: Browser, options: RendererPageOptions): Promise<RendererPage> {
    const { theme = 'vscode-dark', rowCount, hasHost = true, failures = [] } = options;
    const page = await browser.newPage({
      viewport: { width: options.width ?? 2_000, height: 900 },
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
    });
    page.setDefaultTimeout(actionTimeoutMs);
    const shown = new RendererPage(page, options.delayMs ?? 0);
    await page.route(`${origin}/**`, async (route) => {
      const file = path.basename(new URL(route.request().url()).pathname);
      await (file.endsWith('.js')
        ? route.fulfill({
            contentType: 'text/javascript',
            body: await readFile(path.join(rootFolder, 'dist', file), 'utf8'),
          })
        : route.fulfill({ contentType: 'text/html', body: html(theme) }));
    });
    const result = new GeneratedResult(rowCount);
    await page.exposeFunction('postToHost', (message: unknown) =>
      shown.answer(messageSchema.parse(message), result, failures),
    );
    await page.goto(origin);
    await page.waitForFunction('window.showOutput !== undefined');
    const payload = { ...payloadOf(result), ...options.payload };
    await page.evaluate(`showOutput(${JSON.stringify({ payload, mime: resultMime, hasHost })})`);
    await page.locator('.ag-row, .chart svg, .chart dl').first().waitFor();
    return shown;
  }

  /** A cell by its row in the view and its column's name. */
  readonly cell = (row: number, column: string): Locator =>
    this.page.locator(`.ag-row[row-index="${row}"] .ag-cell[col-id="${columnId(column)}"]`);

  readonly header = (column: string): Locator => this.page.locator(`.ag-header-cell[col-id="${columnId(column)}"]`);

  /** What is clicked to sort. */
  readonly title = (column: string): Locator => this.header(column).locator('.header-name');

  readonly footer = (): Locator => this.page.locator('.footer');

  /** Names of the columns that are on the screen, from left to right. */
  readonly headers = async (): Promise<readonly string[]> => {
    const found = await this.page.locator('.ag-header-cell').evaluateAll((cells) =>
      cells
        .map((cell) => ({
          left: cell.getBoundingClientRect().left,
          name: cell.querySelector('.header-name')?.textContent,
        }))
        .sort((one, other) => one.left - other.left),
    );
    return found.map(({ name }) => name ?? '');
  };

  /** Draws the scroll bar to a part of its way, from 0 to 1. */
  async scrollTo(part: number): Promise<void> {
    await this.page.locator('.ag-grid-viewport').evaluate((viewport, share) => {
      viewport.scrollTop = share * viewport.scrollHeight;
    }, part);
    await this.page.evaluate(() => new Promise(requestAnimationFrame));
  }

  /** Milliseconds from the payload to the frame that has rows. */
  async firstRowsMs(): Promise<number> {
    await this.page.waitForFunction('window.firstRowsMs !== undefined');
    return this.page.evaluate<number>('window.firstRowsMs');
  }

  /** Milliseconds from the payload to the frame whose rows are those of the grid. */
  async gridMs(): Promise<number> {
    await this.page.waitForFunction('window.gridMs !== undefined');
    return this.page.evaluate<number>('window.gridMs');
  }

  /** Scrolls the grid in each frame, and gives how long each of them took, in milliseconds. */
  async scrollFrames(frames: number, pixelsPerFrame: number): Promise<readonly number[]> {
    return this.page.locator('.ag-grid-viewport').evaluate(
      async (viewport, { count, pixels }) => {
        const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);
        const durations: number[] = [];
        let last = await nextFrame();
        for (let frame = 0; frame < count; frame++) {
          viewport.scrollTop += pixels;
          const now = await nextFrame();
          durations.push(now - last);
          last = now;
        }
        return durations;
      },
      { count: frames, pixels: pixelsPerFrame },
    );
  }

  private async answer(message: RendererMessage, result: GeneratedResult, failures: string[]): Promise<void> {
    if (message.kind === 'cancel') {
      this.cancelled.push(message.id);
    } else if (message.kind === 'action') {
      this.actions.push(message);
    } else {
      this.requested.push(message.id);
      await setTimeout(this.delayMs);
      const failure = failures.shift();
      const answer =
        failure !== undefined
          ? { kind: 'failure', message: failure }
          : {
              kind: 'answer',
              result:
                message.method === 'readRows' ? result.readRows(message.params) : result.countValues(message.params),
            };
      await this.page.evaluate(`receive(${JSON.stringify({ ...answer, id: message.id })})`);
    }
  }
}

function columnId(name: string): string {
  return String(generatedColumns.findIndex((column) => column.name === name));
}

function payloadOf(result: GeneratedResult): ResultPayload {
  const { rows, rowCount } = result.readRows({ view: { sort: [], filters: [] }, offset: 0, limit: maxPayloadRows });
  return {
    version: 2,
    resultId: 'generated',
    columns: generatedColumns,
    rows,
    rowCount,
    elapsedMs: 12,
    limits: '',
    enums: resultEnums(generatedColumns),
    locale: 'en',
    labels: resultLabels({ t: (message: unknown) => String(message) }),
  };
}

/** The security policy is that of VS Code's notebook webviews, as far as it could be in the way. */
function html(theme: ThemeKind): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; script-src ${origin} 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src https: http: data:; font-src https:; connect-src https:;" />
    <title>Output</title>
    <script type="module">
      import { activate } from '${origin}/renderer.js';
      const listeners = [];
      window.receive = (message) => listeners.forEach((listener) => listener(message));
      window.showOutput = ({ payload, mime, hasHost }) => {
        const messaging = {
          postMessage: (message) => void postToHost(message),
          onDidReceiveMessage: (listener) => listeners.push(listener),
        };
        const output = document.querySelector('#output');
        const text = JSON.stringify(payload);
        const started = performance.now();
        const renderer = activate(hasHost ? messaging : {});
        renderer.renderOutputItem({ id: 'output', mime, json: () => JSON.parse(text) }, output);
        const look = () => {
          const { shadowRoot } = output;
          if (shadowRoot.querySelector('.first-row, .ag-cell')?.textContent) {
            window.firstRowsMs ??= performance.now() - started;
          }
          if (shadowRoot.querySelector('.ag-cell')?.textContent) {
            window.gridMs = performance.now() - started;
          } else {
            requestAnimationFrame(look);
          }
        };
        look();
      };
    </script>
    <style>${themeStyle(theme)} body { margin: 8px; background: var(--vscode-editor-background); }</style>
  </head>
  <body class="${theme}">
    <main>
      <h1 style="font-size: 0">Output</h1>
      <button id="before">before</button>
      <div id="output"></div>
      <button id="after">after</button>
    </main>
  </body>
</html>`;
}
