import * as z from 'zod/mini';
import type { CellValue } from '../protocol/queryProtocol';
import { resultExportFormats, type ResultView } from '../protocol/resultProtocol';
import type { RendererMessage } from './resultMessages';

/** So many rows are asked for at once at most: a renderer shows a few dozen. */
const mostRows = 10_000;
const mostValues = 10_000;
/** Characters of a chart as SVG, or as PNG in base64. */
const longestChart = 50_000_000;

const count = z.int().check(z.nonnegative());
/** What came as JSON, and so is what a cell can hold; a value must be there. */
const cellValue = z.custom<CellValue>((value: unknown) => value !== undefined);
const path = z.array(z.union([z.string(), count])).check(z.maxLength(100));
const place = { column: count, path: z.exactOptional(path) };

const view = z.object({
  sort: z.array(z.object({ ...place, descending: z.boolean() })).check(z.maxLength(100)),
  filters: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('values'),
          ...place,
          values: z.array(cellValue).check(z.maxLength(mostValues)),
          isExcluded: z.boolean(),
        }),
        z.object({ kind: z.literal('text'), ...place, text: z.string(), isExcluded: z.boolean() }),
        z.object({
          kind: z.literal('range'),
          ...place,
          from: z.exactOptional(cellValue),
          until: z.exactOptional(cellValue),
        }),
        z.object({ kind: z.literal('empty'), ...place, isExcluded: z.boolean() }),
      ]),
    )
    .check(z.maxLength(1_000)),
  search: z.exactOptional(z.string()),
}) satisfies z.ZodMiniType<ResultView>;

const resultId = z.string();
const id = z.int();
const action = { kind: z.literal('action'), resultId };
const anyText = z.string();

/**
 * What a renderer may say, as the host checks it: an output may be of another version and of another author, and its renderer's words
 * are those of a web page.
 */
export const rendererMessageSchema = z.union([
  z.discriminatedUnion('method', [
    z.object({
      kind: z.literal('request'),
      id,
      method: z.literal('readRows'),
      params: z.object({ resultId, view, offset: count, limit: count.check(z.maximum(mostRows)) }),
    }),
    z.object({
      kind: z.literal('request'),
      id,
      method: z.literal('countValues'),
      params: z.object({
        resultId,
        ...place,
        view,
        search: z.exactOptional(z.string()),
        limit: count.check(z.maximum(mostValues)),
      }),
    }),
  ]),
  z.object({ kind: z.literal('cancel'), id }),
  z.discriminatedUnion('action', [
    z.object({
      ...action,
      action: z.enum(['filter', 'exclude']),
      column: anyText,
      path: z.exactOptional(path),
      value: cellValue,
    }),
    z.object({
      ...action,
      action: z.literal('pivot'),
      subject: z.enum(['user', 'address', 'session']),
      value: anyText,
      time: z.exactOptional(anyText),
    }),
    z.object({
      ...action,
      action: z.literal('extend'),
      column: anyText,
      path,
    }),
    z.object({ ...action, action: z.literal('openRecord'), recordId: anyText }),
    z.object({ ...action, action: z.literal('openBlob'), contentType: anyText, contentId: anyText }),
    z.object({ ...action, action: z.literal('copy'), text: anyText }),
    z.object({ ...action, action: z.literal('export'), format: z.enum(resultExportFormats), view }),
    z.object({
      ...action,
      action: z.literal('saveChart'),
      format: z.enum(['svg', 'png']),
      data: anyText.check(z.maxLength(longestChart)),
    }),
  ]),
]) satisfies z.ZodMiniType<RendererMessage>;
