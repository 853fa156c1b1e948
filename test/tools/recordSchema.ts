import { readFileSync } from 'node:fs';
import { z } from 'zod';

const field = z.object({
  name: z.string().min(1),
  /** As the document writes it: `Edm.String`, `Self.UserType`, `Collection(Self.Wave)`, and freer forms. */
  type: z.string(),
});

/** The members of an enum with numbers, or of one whose members have names only. */
const enumMembers = z.union([
  z.array(z.object({ value: z.int(), name: z.string().min(1) })),
  z.array(z.object({ value: z.undefined().optional(), name: z.string().min(1) })),
]);

/**
 * A record schema file: the tables of "Office 365 Management Activity API schema" (Microsoft) as JSON.
 *
 * ```json
 * {
 *   "source": "the document, its commit and date",
 *   "entities": { "Common schema": { "section": "Common schema", "fields": [{ "name": "RecordType", "type": "Self.AuditLogRecordType" }] } },
 *   "enums": { "AuditLogRecordType": [{ "value": 1, "name": "ExchangeAdmin" }] }
 * }
 * ```
 */
const recordSchema = z.object({
  source: z.string().regex(/^[^*\n]+$/, 'must be one line that can stand in a comment'),
  entities: z.record(z.string(), z.object({ section: z.string(), fields: z.array(field) })),
  enums: z.record(z.string(), enumMembers),
});

export type RecordSchema = z.infer<typeof recordSchema>;
export type SchemaField = z.infer<typeof field>;

/** @throws Error that says in words where the file is not of the form */
export function readRecordSchema(file: string): RecordSchema {
  const parsed = recordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new Error(`${file} is no record schema:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
