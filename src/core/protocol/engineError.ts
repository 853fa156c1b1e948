/**
 * What went wrong, by kind:
 * - `api`: the service refused; `code` is its error code where it gave one;
 * - `signIn`: there is no token;
 * - `network`: the service could not be reached, or broke off;
 * - `query`: the query is wrong or not supported, at `start` and `length`;
 * - `archive`: the archive could not be read or written;
 * - `notFound`: the blob or record is unknown or expired;
 * - `internal`: a defect of the engine.
 */
export type EngineErrorKind = 'api' | 'signIn' | 'network' | 'query' | 'archive' | 'notFound' | 'internal';

/**
 * The one thing that helps, as the place that shows an error may offer it:
 * - `retry`: the same again;
 * - `signIn`, `subscribe`, `fetch`: what their names say;
 * - `editConnection`, `editWebhook`: something in there is wrong;
 * - `checkConnection`: the doctor finds out more;
 * - `openSetup`: the app registration lacks something; the guide shows how to set it up.
 */
export const engineErrorActions = [
  'retry',
  'signIn',
  'subscribe',
  'fetch',
  'editConnection',
  'editWebhook',
  'checkConnection',
  'openSetup',
] as const;

export type EngineErrorAction = (typeof engineErrorActions)[number];

export interface EngineErrorData {
  readonly kind: EngineErrorKind;
  readonly message: string;
  readonly code?: string;
  readonly action?: EngineErrorAction;
  /** What the service answered, as it came: a stranger's text, for a closer look. It holds no token. */
  readonly detail?: string;
  /** Absolute path of the user's file that it is about. */
  readonly file?: string;
  /** Place in the query: UTF-16 code units. */
  readonly start?: number;
  readonly length?: number;
}

/** An error that people are told of: it says what happened, of which kind it is, and the one thing that helps. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly data: EngineErrorData,
    options?: ErrorOptions,
  ) {
    super(data.message, options);
  }
}
