import { KqlLanguageService } from '../../core/kql/language/service/languageService';
import { mostSchemas, type LanguageMessage, type LanguageReply } from './languageMessages';

/** The thread's end of its port. */
export interface LanguagePort {
  on(event: 'message', listener: (message: LanguageMessage) => void): unknown;
  postMessage(reply: LanguageReply): void;
}

/** Answers questions about KQL, one after the other. */
export function serveLanguage(port: LanguagePort): void {
  const services = new Map<string, KqlLanguageService>();
  port.on('message', (message) => {
    if (message.kind === 'schema') {
      const { key, tables } = message.schema;
      services.set(key, new KqlLanguageService(tables));
      const [oldest] = services.keys();
      if (services.size > mostSchemas && oldest !== undefined) {
        services.delete(oldest);
      }
      return;
    }
    const { id, schemaKey } = message;
    try {
      const service = services.get(schemaKey);
      if (service === undefined) {
        throw new ReferenceError(`schema ${schemaKey}`);
      }
      port.postMessage({ id, result: answer(service, message) });
    } catch (error) {
      // The words of a failure may quote the text.
      port.postMessage({ id, failure: error instanceof Error ? error.name : typeof error });
    }
  });
}

function answer(service: KqlLanguageService, { method, args }: LanguageMessage & { kind: 'question' }): unknown {
  // The arguments are those of the method: `LanguageThread.ask` takes no others.
  const callable = service as unknown as Readonly<Record<typeof method, (...values: readonly unknown[]) => unknown>>;
  return callable[method](...args);
}
