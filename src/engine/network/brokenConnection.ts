import { EngineError } from '../../core/protocol/engineError';

/** The error of a request that got no answer, or only part of one. The cause's code says more than its message to those who search for it. */
export function brokenConnection(url: URL, cause: unknown): EngineError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return new EngineError(
    {
      kind: 'network',
      action: 'retry',
      message: `The connection to ${url.host} failed${code === undefined ? '' : ` (${code})`}. Check the network, then try again.`,
      ...(code === undefined ? {} : { code }),
    },
    { cause },
  );
}
