import type { RendererContext } from 'vscode-notebook-renderer';
import { hostMessageSchema, resultPageSchema, resultValuesSchema } from '../../core/notebook/resultAnswers';
import type { RendererAction, RendererMessage, RendererRequest } from '../../core/notebook/resultMessages';
import type {
  ResultPage,
  ResultValues,
  ResultValuesParams,
  ResultViewParams,
} from '../../core/protocol/resultProtocol';

type WithoutEnvelope<T> = T extends unknown ? Omit<T, 'kind' | 'id'> : never;
type RequestBody = WithoutEnvelope<RendererRequest>;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The extension behind the renderer: rows of the whole result, and all that a webview may not do. Where an output is shown without
 * the extension, as in a saved or exported notebook, there is none.
 */
export class RendererHost {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  private constructor(private readonly post: (message: RendererMessage) => void) {}

  /** The host of a renderer; undefined where there is none. */
  static connect(
    context: Pick<RendererContext<unknown>, 'postMessage' | 'onDidReceiveMessage'>,
  ): RendererHost | undefined {
    const { onDidReceiveMessage } = context;
    if (context.postMessage === undefined || onDidReceiveMessage === undefined) {
      return undefined;
    }
    const host = new RendererHost((message) => context.postMessage?.(message));
    onDidReceiveMessage((message: unknown) => {
      host.receive(message);
    });
    return host;
  }

  /** Rows of a view over the whole result; rejects as `ask` does. */
  async readRows(params: ResultViewParams, signal: AbortSignal): Promise<ResultPage> {
    return resultPageSchema.parse(await this.ask({ method: 'readRows', params }, signal));
  }

  /** Values of a column over the whole result; rejects as `ask` does. */
  async countValues(params: ResultValuesParams, signal: AbortSignal): Promise<ResultValues> {
    return resultValuesSchema.parse(await this.ask({ method: 'countValues', params }, signal));
  }

  act(action: RendererAction): void {
    this.post(action);
  }

  /**
   * Has no time limit: a query over a large result may take long, and the user sees that it does.
   *
   * @throws DOMException AbortError once nobody waits any more; Error with the host's words where it fails
   */
  private async ask(body: RequestBody, signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted();
    const id = ++this.lastId;
    const cancel = (): void => {
      this.post({ kind: 'cancel', id });
      this.waiting.get(id)?.reject(new DOMException('Nobody waits for the answer any more.', 'AbortError'));
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise<unknown>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        this.post({ kind: 'request', id, ...body });
      });
    } finally {
      signal.removeEventListener('abort', cancel);
      this.waiting.delete(id);
    }
  }

  private receive(message: unknown): void {
    const parsed = hostMessageSchema.safeParse(message);
    if (!parsed.success) {
      return;
    }
    const waiting = this.waiting.get(parsed.data.id);
    if (parsed.data.kind === 'answer') {
      waiting?.resolve(parsed.data.result);
    } else {
      waiting?.reject(new Error(parsed.data.message));
    }
  }
}
