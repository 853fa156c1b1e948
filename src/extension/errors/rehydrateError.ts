import * as z from 'zod/mini';
import { EngineError, engineErrorActions, type EngineErrorData } from '../../core/protocol/engineError';

const engineErrorData = z.object({
  kind: z.enum(['api', 'signIn', 'network', 'query', 'archive', 'notFound', 'internal']),
  message: z.string(),
  code: z.exactOptional(z.string()),
  action: z.exactOptional(z.enum(engineErrorActions)),
  detail: z.exactOptional(z.string()),
  file: z.exactOptional(z.string()),
  start: z.exactOptional(z.number()),
  length: z.exactOptional(z.number()),
}) satisfies z.ZodMiniType<EngineErrorData>;

const responseError = z.object({ data: engineErrorData });

/** The `EngineError` that an error is, carries as JSON-RPC `data`, or else stands for. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) {
    return error;
  }
  const response = responseError.safeParse(error);
  if (response.success) {
    return new EngineError(response.data.data, { cause: error });
  }
  return new EngineError(
    { kind: 'internal', message: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}
