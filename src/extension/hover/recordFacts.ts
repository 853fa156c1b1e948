import { findNodeAtOffset, getNodeValue, parseTree, type Node } from 'jsonc-parser';
import { parseUtcTime } from '../../core/api/contentWindow';
import { enumOfField, findEnumMember } from '../../core/schema/enumNames';
import type { EnumName } from '../../core/schema/generated/enumNames';
import { graphSubjects, type GraphSubject } from './graphSubjects';
import { findTrap, type Trap } from './traps';

/** What is known of the value at a place of a record, beyond what is written there. */
export type RecordFact =
  | {
      readonly kind: 'enum';
      readonly field: string;
      readonly enumName: EnumName;
      readonly value: number;
      /** Absent for a number that no document names. */
      readonly name?: string;
    }
  | {
      readonly kind: 'sensitiveType';
      /** GUID, in lower case. */
      readonly id: string;
      /** The name that the record itself gives, in whatever language. */
      readonly recordedName?: string;
    }
  /** Milliseconds since the epoch; `hasZone` says whether the text names a zone. */
  | { readonly kind: 'time'; readonly instant: number; readonly hasZone: boolean }
  | { readonly kind: 'tenant'; readonly connectionName: string }
  | { readonly kind: 'trap'; readonly trap: Trap }
  | ({ readonly kind: 'graph' } & GraphSubject);

export interface RecordContext {
  readonly connections: readonly { readonly name: string; readonly tenantId: string }[];
}

const guidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Where DLP records have the id of a sensitive type, and the name beside it. */
const sensitiveTypeFields: ReadonlyMap<string, string> = new Map([
  ['SensitiveType', 'SensitiveInformationTypeName'],
  ['SensitiveInfoTypeId', 'SensitiveInfoTypeName'],
]);

/**
 * What is known of the value, or of the key's value, at an offset.
 *
 * @param text of one record: a JSON object
 */
export function recordFacts(text: string, offset: number, context: RecordContext): readonly RecordFact[] {
  const record = parseTree(text);
  const place = record === undefined ? undefined : findNodeAtOffset(record, offset);
  const value = place === undefined ? undefined : valueAt(place);
  return record === undefined || value === undefined ? [] : factsOf(record, value, context);
}

/** A key stands for its value. */
function valueAt(node: Node): Node | undefined {
  const { parent } = node;
  const value = parent?.type === 'property' && parent.children?.[0] === node ? parent.children[1] : node;
  return value?.type === 'object' || value?.type === 'array' || value?.type === 'property' ? undefined : value;
}

function factsOf(record: Node, node: Node, context: RecordContext): readonly RecordFact[] {
  const [field, container] = fieldNames(node);
  if (field === undefined) {
    return [];
  }
  const value: unknown = getNodeValue(node);
  const recordType = siblingValue(record, 'RecordType');
  const trap = container === undefined ? findTrap(field, value, recordType) : undefined;
  return [
    ...(typeof value === 'number' ? enumFacts(container, field, value) : []),
    ...(typeof value === 'string' ? textFacts(node, field, value, context) : []),
    ...(trap === undefined ? [] : [{ kind: 'trap', trap } as const]),
    ...graphSubjects(node, { field, container, recordType }).map((subject) => ({ kind: 'graph', ...subject }) as const),
  ];
}

/** The names of the fields that a value is within, the nearest first; arrays between them do not count. */
function fieldNames(node: Node): readonly string[] {
  const names: string[] = [];
  for (let { parent } = node; parent !== undefined; { parent } = parent) {
    const key: unknown = parent.type === 'property' ? parent.children?.[0]?.value : undefined;
    if (typeof key === 'string') {
      names.push(key);
    }
  }
  return names;
}

function enumFacts(container: string | undefined, field: string, value: number): readonly RecordFact[] {
  const enumName = enumOfField(container, field);
  if (enumName === undefined) {
    return [];
  }
  const member = findEnumMember(container, field, value);
  return [{ kind: 'enum', field, enumName, value, ...(member === undefined ? {} : { name: member.name }) }];
}

function textFacts(node: Node, field: string, text: string, { connections }: RecordContext): readonly RecordFact[] {
  if (guidPattern.test(text)) {
    const id = text.toLowerCase();
    return [...sensitiveTypeFacts(node, field, id), ...tenantFacts(id, connections)];
  }
  const time = timePattern.exec(text);
  const instant = time === null ? NaN : parseUtcTime(text);
  return Number.isNaN(instant) ? [] : [{ kind: 'time', instant, hasZone: time?.[1] !== undefined }];
}

function sensitiveTypeFacts(node: Node, field: string, id: string): readonly RecordFact[] {
  const nameField = sensitiveTypeFields.get(field);
  const recordedName = nameField === undefined ? undefined : siblingValue(node.parent?.parent, nameField);
  const hasName = typeof recordedName === 'string' && recordedName !== '';
  return nameField === undefined ? [] : [{ kind: 'sensitiveType', id, ...(hasName ? { recordedName } : {}) }];
}

function tenantFacts(id: string, connections: RecordContext['connections']): readonly RecordFact[] {
  return connections
    .filter(({ tenantId }) => tenantId.toLowerCase() === id)
    .map(({ name }) => ({ kind: 'tenant', connectionName: name }));
}

/** The value of an object's property; undefined where there is none. */
function siblingValue(object: Node | undefined, name: string): unknown {
  const property = object?.children?.find(({ type, children }) => type === 'property' && children?.[0]?.value === name);
  const value = property?.children?.[1];
  return value === undefined ? undefined : getNodeValue(value);
}
