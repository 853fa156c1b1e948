import type { TestContext } from 'vitest';
import { z } from 'zod';

/** What a bench found, and what it is held against; in words, because each measures something else. */
export const measurementSchema = z.object({ measured: z.string(), limit: z.string() });
export type Measurement = z.infer<typeof measurementSchema>;

declare module 'vitest' {
  interface TaskMeta {
    /** Read from the report by `run.ts`. */
    measurement?: Measurement;
  }
}

/** Puts a measurement into the table, whether or not it is then found good enough. */
export function report({ task }: TestContext, measurement: Measurement): void {
  task.meta.measurement = measurement;
}
