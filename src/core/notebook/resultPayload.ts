import * as z from 'zod/mini';
import { kustoTypes } from '../kql/kustoType';
import type { Row } from '../protocol/queryProtocol';
import { resultLabelsSchema } from './resultLabels';

/** What the notebook renderer is registered for. */
export const resultMime = 'application/vnd.m365-audit.result+json';

/** How many rows travel into a notebook; all the others stay in the engine. */
export const maxPayloadRows = 500;

/** How a result is shown at first: as the PowerShell cmdlet that ends the cell has it. */
const resultDisplays = ['table', 'list', 'grid', 'json'] as const;
export type ResultDisplay = (typeof resultDisplays)[number];

export const rowSchema = z.custom<Row>(Array.isArray);

/**
 * A result on its way from the host to the renderer. All words are the host's, which knows the language of the user.
 *
 * `version` is raised when a field changes its meaning; a renderer shows the plain text of a payload that it does not know.
 */
export const resultPayloadSchema = z.object({
  version: z.literal(2),
  /** Names the result in the engine, where all its rows are. */
  resultId: z.string(),
  columns: z.readonly(z.array(z.object({ name: z.string(), type: z.enum(kustoTypes) }))),
  /** The first rows: a value for each column. */
  rows: z.readonly(z.array(rowSchema)),
  /** How many rows the whole result has. */
  rowCount: z.int(),
  elapsedMs: z.number(),
  /** What is shown of the result, in words: "first 500 of 12,345 rows". */
  limits: z.string(),
  /** What the query's `render` asks for. */
  render: z.optional(z.object({ kind: z.string(), properties: z.readonly(z.record(z.string(), z.string())) })),
  display: z.optional(z.enum(resultDisplays)),
  /** Names of the numbers in columns, by the column's position and the number. */
  enums: z.optional(
    z.readonly(z.array(z.object({ column: z.int(), names: z.readonly(z.record(z.string(), z.string())) }))),
  ),
  /** BCP 47: how numbers are written. */
  locale: z.string(),
  labels: resultLabelsSchema,
});

export type ResultPayload = z.infer<typeof resultPayloadSchema>;
