import { z } from 'zod';
import { EngineError } from '../../core/protocol/engineError';

const openingBracket = 0x5b;
const closingBracket = 0x5d;

/** Space, tab, line feed and carriage return: what JSON allows around a value. */
const whitespace: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * The body of a blob, unparsed. The connection has compared it with `Content-Length` already; that it ends as an array shows that a
 * server or proxy in between did not cut it.
 */
export function readRecordArray(body: Uint8Array): Uint8Array {
  let start = startsWithByteOrderMark(body) ? 3 : 0;
  let end = body.length - 1;
  while (whitespace.has(body[start])) {
    start += 1;
  }
  while (end > start && whitespace.has(body[end])) {
    end -= 1;
  }
  if (end <= start || body[start] !== openingBracket || body[end] !== closingBracket) {
    throw unreadableBody('The service sent a content blob that is cut off or no JSON.');
  }
  return body;
}

function startsWithByteOrderMark(body: Uint8Array): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
}

/** A reader of JSON bodies of a known shape. */
export function jsonReader<Output>(schema: z.ZodType<Output>): (body: Uint8Array) => Output {
  return (body) => {
    const parsed = schema.safeParse(parseJson(body));
    if (!parsed.success) {
      throw new EngineError(
        {
          kind: 'api',
          code: 'UnexpectedAnswer',
          action: 'checkConnection',
          message: `The service answered in a form that is not known: ${z.prettifyError(parsed.error)}`,
        },
        { cause: parsed.error },
      );
    }
    return parsed.data;
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw unreadableBody('The service answered with something that is cut off or no JSON.', cause);
  }
}

/** Of kind `network`: what cuts or replaces bodies lies between here and the service, and another try may pass. */
function unreadableBody(whatHappened: string, cause?: unknown): EngineError {
  return new EngineError(
    {
      kind: 'network',
      action: 'retry',
      message: `${whatHappened} Try again; if it stays, look for a proxy in between.`,
    },
    { cause },
  );
}
