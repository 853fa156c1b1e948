import type { KustoType } from '../../src/core/kql/kustoType.ts';
import type { RecordSchema } from './recordSchema.ts';

export type Columns = ReadonlyMap<string, KustoType>;

const commonEntity = 'Common schema';

/** In the data of every workload, and in no table of the document. */
const undocumentedCommonFields: Columns = new Map([['Version', 'int']]);

/** Entities that are values within a field of a record, where the document does not call them complex types. */
const innerEntities: ReadonlySet<string> = new Set([
  'Actions',
  'AttachmentData',
  'Detection technologies',
  'File',
  'FileData',
  'FileHash',
  'IP',
  'IdentityTypeValuePair',
  'MailCluster',
  'MailMessage (email)',
  'Mailbox (also equivalent to the user)',
  'SystemOverrides',
  'URL',
]);

/** The enums that come as numbers; the others come as names, or as either. */
const numberEnums: ReadonlySet<string> = new Set([
  'AuditLogRecordType',
  'AuditLogScope',
  'AzureActiveDirectoryEventType',
  'LogonType',
  'UserType',
]);

const simpleTypes: Readonly<Record<string, KustoType>> = {
  string: 'string',
  guid: 'string',
  xml: 'string',
  boolean: 'bool',
  int: 'int',
  int32: 'int',
  int64: 'long',
  date: 'datetime',
  datetime: 'datetime',
  datetimeoffset: 'datetime',
};

/** The fields of every record, in the order of the document, and those of some workloads by name; each with its KQL type. */
export function columnsOf(schema: RecordSchema): { readonly common: Columns; readonly workload: Columns } {
  const enums = new Set(Object.keys(schema.enums));
  const common = new Map<string, KustoType>();
  const workload = new Map<string, KustoType>();
  for (const { name, type } of schema.entities[commonEntity]?.fields ?? []) {
    common.set(name, columnType(type, enums));
  }
  undocumentedCommonFields.forEach((type, name) => common.set(name, type));
  for (const [entity, { fields }] of Object.entries(schema.entities)) {
    const isRecord = !entity.endsWith(' complex type') && !innerEntities.has(entity);
    // Names with spaces are headings, not keys.
    for (const { name, type } of isRecord ? fields.filter((field) => /^\w+$/.test(field.name)) : []) {
      if (!common.has(name)) {
        workload.set(name, bothTypes(workload.get(name), columnType(type, enums)));
      }
    }
  }
  return { common, workload: new Map([...workload].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** A field that is documented with two types is a string, or dynamic where one of them is a collection or an object. */
function bothTypes(known: KustoType | undefined, other: KustoType): KustoType {
  if (known === undefined || known === other) {
    return other;
  }
  return known === 'dynamic' || other === 'dynamic' ? 'dynamic' : 'string';
}

function columnType(type: string, enums: ReadonlySet<string>): KustoType {
  if (type.startsWith('Collection')) {
    return 'dynamic';
  }
  const name = /(?:Edm|Self)\.(\w+)/.exec(type)?.[1] ?? /^\w+/.exec(type)?.[0] ?? '';
  if (numberEnums.has(name)) {
    return 'int';
  }
  return enums.has(name) && type.startsWith('Self.') ? 'string' : (simpleTypes[name.toLowerCase()] ?? 'dynamic');
}
