import type { EngineErrorData } from './engineProtocol';

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
