import { EngineError } from '../../core/protocol/engineError';

/** What came of something that may go wrong: several checks look at the same one. */
export type Attempt<Value> =
  { readonly value: Value; readonly error?: undefined } | { readonly value?: undefined; readonly error: EngineError };

/** @throws what is no `EngineError`: a defect, or the reason of a signal */
export async function attempt<Value>(step: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await step() };
  } catch (error) {
    if (error instanceof EngineError) {
      return { error };
    }
    throw error;
  }
}
