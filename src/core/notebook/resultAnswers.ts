import * as z from 'zod/mini';
import type { CellValue } from '../protocol/queryProtocol';
import { rowSchema } from './resultPayload';

/** What the host says to the renderer, as it is checked there. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.int(), result: z.unknown() }),
  z.object({ kind: z.literal('failure'), id: z.int(), message: z.string() }),
]);

/** A value came as JSON, and JSON has no others. */
const cellValueSchema = z.custom<CellValue>((value: unknown) => value !== undefined);

export const resultPageSchema = z.object({ rows: z.readonly(z.array(rowSchema)), rowCount: z.int() });

export const resultValuesSchema = z.object({
  values: z.readonly(z.array(z.object({ value: cellValueSchema, count: z.int() }))),
  distinct: z.int(),
});
