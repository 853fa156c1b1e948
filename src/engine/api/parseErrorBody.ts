import { z } from 'zod';

export interface ParsedErrorBody {
  /** A code such as AF20022. */
  readonly code?: string;
  readonly message?: string;
  /** Type of the exception where a sentence stands in the place of the code: `DataServiceException`, or just `Exception`. */
  readonly exception?: string;
}

const text = z.string().min(1).optional().catch(undefined);
const errorBody = z.union([
  z.object({ error: z.object({ code: text, message: text }) }).transform(({ error }) => error),
  z.object({ Message: z.string() }).transform(({ Message }) => ({ code: undefined, message: Message })),
  z.object({ code: text, message: text }),
]);

/**
 * Reads the body of an error answer. The service sends `{"error":{"code","message"}}`, the same with single quotes,
 * `{"Message"}`, HTML, or a sentence where the code belongs; what cannot be read gives nothing, never an error.
 */
export function parseErrorBody(body: string): ParsedErrorBody {
  const { code, message } = parseJson(body) ?? scanQuoted(body);
  if (code !== undefined && !/^\w{1,64}$/.test(code)) {
    // What went wrong behind the API comes as a sentence that says all, and a message that says less.
    return { message: code, exception: /\w*Exception\b/.exec(code)?.[0] ?? 'Exception' };
  }
  return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}

interface RawError {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

function parseJson(body: string): RawError | undefined {
  try {
    return errorBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** Bodies that are nearly JSON: single quotes, or cut off. HTML has no such pairs; its title is the best message it has. */
function scanQuoted(body: string): RawError {
  return {
    code: /['"]code['"]\s*:\s*['"]([^'"]+)['"]/i.exec(body)?.[1],
    message:
      /'message'\s*:\s*'(.*?)'\s*\}/is.exec(body)?.[1] ??
      /"message"\s*:\s*"([^"]*)"/i.exec(body)?.[1] ??
      /<title>([^<]*)<\/title>/i.exec(body)?.[1]?.trim(),
  };
}
