import { EngineError } from '../../core/protocol/engineError';
import {
  mostSchemas,
  type LanguageArguments,
  type LanguageMessage,
  type LanguageMethod,
  type LanguageReply,
  type LanguageResult,
  type LanguageSchema,
} from './languageMessages';

/** The engine's end of the port to the thread; it closes when the thread ends, whatever ends it. */
export interface LanguageThreadPort {
  onReply(listener: (reply: LanguageReply) => void): void;
  onEnd(listener: () => void): void;
  postMessage(message: LanguageMessage): void;
  close(): void;
}

interface Question {
  readonly schema: LanguageSchema;
  readonly method: LanguageMethod;
  readonly args: readonly unknown[];
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What someone waits for with the cursor blinking; it goes before the rest. */
const urgentMethods: ReadonlySet<LanguageMethod> = new Set([
  'complete',
  'signatures',
  'hover',
  'format',
  'formatSelection',
]);

/**
 * The language service in a thread of its own, which starts at the first question. One question is with the thread at a time, so
 * that those that wait can be taken back when they are aborted.
 */
export class LanguageThread {
  private port: LanguageThreadPort | undefined;
  /** Keys of the schemas that the thread has, in the order in which it was told of them. */
  private sentSchemas: string[] = [];
  private waiting: Question[] = [];
  private running: Question | undefined;
  private lastId = 0;

  constructor(private readonly openPort: () => LanguageThreadPort) {}

  /** @throws the signal's reason, once it is aborted; EngineError `internal` if the thread fails */
  async ask<Method extends LanguageMethod>(
    method: Method,
    schema: LanguageSchema,
    args: LanguageArguments<Method>,
    signal?: AbortSignal,
  ): Promise<LanguageResult<Method>> {
    signal?.throwIfAborted();
    const result = await new Promise<unknown>((resolve, reject) => {
      const question: Question = { schema, method, args, resolve, reject };
      signal?.addEventListener(
        'abort',
        () => {
          this.waiting = this.waiting.filter((other) => other !== question);
          reject(signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
        },
        { once: true },
      );
      this.waiting.push(question);
      this.runNext();
    });
    // The thread is this program's own, and answers what the method returns.
    return result as LanguageResult<Method>;
  }

  close(): void {
    this.port?.close();
    this.end();
  }

  private runNext(): void {
    if (this.running !== undefined) {
      return;
    }
    const urgent = this.waiting.findIndex(({ method }) => urgentMethods.has(method));
    const [question] = this.waiting.splice(Math.max(urgent, 0), 1);
    if (question === undefined) {
      return;
    }
    this.running = question;
    this.lastId += 1;
    const port = (this.port ??= this.open());
    this.sendSchema(port, question.schema);
    const { method, args, schema } = question;
    port.postMessage({ kind: 'question', id: this.lastId, schemaKey: schema.key, method, args });
  }

  private open(): LanguageThreadPort {
    const port = this.openPort();
    port.onReply((reply) => {
      if (reply.id !== this.lastId || this.port !== port) {
        return;
      }
      const { running } = this;
      this.running = undefined;
      if ('failure' in reply) {
        running?.reject(threadFailure(reply.failure));
      } else {
        running?.resolve(reply.result);
      }
      this.runNext();
    });
    port.onEnd(() => {
      if (this.port === port) {
        this.end();
      }
    });
    return port;
  }

  private sendSchema(port: LanguageThreadPort, schema: LanguageSchema): void {
    if (!this.sentSchemas.includes(schema.key)) {
      port.postMessage({ kind: 'schema', schema });
      this.sentSchemas = [...this.sentSchemas.slice(1 - mostSchemas), schema.key];
    }
  }

  /** The next question starts another thread. */
  private end(): void {
    const lost = [...(this.running === undefined ? [] : [this.running]), ...this.waiting];
    this.port = undefined;
    this.running = undefined;
    this.waiting = [];
    this.sentSchemas = [];
    for (const question of lost) {
      question.reject(threadFailure('ended'));
    }
  }
}

function threadFailure(reason: string): EngineError {
  return new EngineError({ kind: 'internal', message: `The language service failed (${reason}).` });
}
