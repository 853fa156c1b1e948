import * as z from 'zod/mini';
import { kustoTypes } from '../kql/kustoType';
import type { Row } from '../protocol/queryProtocol';

/** What the notebook renderer is registered for. */
export const resultMime = 'application/vnd.m365-audit.result+json';

/** How many rows travel into a notebook; all the others stay in the engine. */
export const maxPayloadRows = 500;

/**
 * A result on its way from the host to the renderer. All words are the host's, which knows the language of the user.
 *
 * `version` is raised when a field changes its meaning; a renderer shows the plain text of a payload that it does not know.
 */
export const resultPayloadSchema = z.object({
  version: z.literal(1),
  /** Names the result in the engine, where all its rows are. */
  resultId: z.string(),
  columns: z.readonly(z.array(z.object({ name: z.string(), type: z.enum(kustoTypes) }))),
  /** The first rows: a value for each column. */
  rows: z.readonly(z.array(z.custom<Row>(Array.isArray))),
  /** How many rows the whole result has. */
  rowCount: z.int(),
  elapsedMs: z.number(),
  /** What is shown of the result, in words: "first 500 of 12,345 rows". */
  limits: z.string(),
  labels: z.object({
    /** Name of the table for screen readers. */
    caption: z.string(),
    /** `{0}` stands for how many columns are hidden because they are empty. */
    hiddenColumns: z.string(),
    showEmptyColumns: z.string(),
    hideEmptyColumns: z.string(),
    expand: z.string(),
    collapse: z.string(),
  }),
});

export type ResultPayload = z.infer<typeof resultPayloadSchema>;
