import { contentTypes, contentTypeTables, isContentType, type ContentType } from '../../../api/contentType';
import { queryError, type Place } from '../../../kql/queryError';
import { formatDatetime } from '../../../kql/values/dateTimeText';
import type { NeededContent } from '../../../protocol/queryProtocol';
import { auditRecordsTable } from '../../../schema/auditTables';
import { contentBlobsTable } from '../../../schema/catalogueTables';
import type { BoundCommand } from '../../commands/bindCommand';
import type { Env } from '../context';
import { optionalValue, isGiven, textsOf } from '../boundValues';
import { toDatetime, toText } from '../conversions';
import { quoted } from '../kqlText';
import { stageKql, stageText, type Row, type Stage, type Stream } from './stream';
import { numberValue, operand, type Value } from '../value';
import { currentTime } from '../members/staticMembers';
import { callMethod } from '../members/methods';

const typeSwitches: Readonly<Record<string, ContentType>> = {
  Exchange: 'Audit.Exchange',
  AzureAD: 'Audit.AzureActiveDirectory',
  SharePoint: 'Audit.SharePoint',
  General: 'Audit.General',
  DLP: 'DLP.All',
};

/** The content types that a cmdlet names; all where it names none. */
export function contentTypesOf(bound: BoundCommand, env: Env): readonly ContentType[] {
  const named = Object.entries(typeSwitches).flatMap(([name, type]) => (isGiven(bound, name, env) ? [type] : []));
  const listed = textsOf(bound, 'ContentType', env).map(({ text, place }) => {
    const found = contentTypes.find((type) => type.toLowerCase() === text.toLowerCase());
    if (found === undefined || !isContentType(found)) {
      throw queryError(`There is no content type "${text}". There are ${contentTypes.join(', ')}.`, place);
    }
    return found;
  });
  return [...new Set([...named, ...listed])];
}

interface Range {
  readonly start?: Value;
  readonly end?: Value;
}

function rangeOf(bound: BoundCommand, env: Env): Range {
  const at = (name: string): Value | undefined => {
    const given = optionalValue(bound, name, env);
    return given === undefined ? undefined : toDatetime(given.value, given.place);
  };
  const [start, end] = [at('StartTime'), at('EndTime')];
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
}

function rangeConditions(column: string, { start, end }: Range): readonly string[] {
  return [
    ...(start === undefined ? [] : [`${column} >= ${operand(start)}`]),
    ...(end === undefined ? [] : [`${column} < ${operand(end)}`]),
  ];
}

function typeCondition(types: readonly ContentType[]): readonly string[] {
  const [only] = types;
  const listed = types.map(quoted).join(', ');
  return only === undefined
    ? []
    : [types.length === 1 ? `ContentType == ${quoted(only)}` : `ContentType in (${listed})`];
}

function tableOf(types: readonly ContentType[]): string {
  const [only] = types;
  return only !== undefined && types.length === 1 ? contentTypeTables[only] : auditRecordsTable;
}

function streamOf(stages: readonly Stage[], row: Stream['row'], needs: readonly NeededContent[]): Stream {
  const naturalOrder = row.kind === 'entry' ? ['ContentCreated', 'ContentId'] : ['CreationTime', 'Id'];
  return { stages, row, order: [], isInOrder: false, temporaries: [], naturalOrder, needs };
}

function stagesOf(table: string, conditions: readonly string[], place: Place): readonly Stage[] {
  return [table, ...conditions.map((condition) => `where ${condition}`)].map((kql) => ({ kql, place }));
}

const wholeRecord: Row = { kind: 'record', hidden: [] };

/** `Get-AuditRecord`. */
export function auditRecords(bound: BoundCommand, env: Env): Stream {
  const types = contentTypesOf(bound, env);
  const range = rangeOf(bound, env);
  const many = types.length > 1 ? typeCondition(types) : [];
  const stages = stagesOf(tableOf(types), [...many, ...rangeConditions('CreationTime', range)], bound.place);
  return streamOf(stages, wholeRecord, [needed(types, rangeOf(bound, { ...env, isKept: true }))]);
}

/** Every record, for a pipeline that starts with no source. */
export function allRecords(place: Place): Stream {
  return streamOf(stagesOf(auditRecordsTable, [], place), wholeRecord, []);
}

/** Without a start, a day: the service lists no more at once. */
function contentRange(bound: BoundCommand, env: Env): Range {
  const given = rangeOf(bound, env);
  const dayBefore = (time: Value): Value => callMethod(time, 'AddDays', [numberValue(-1)], bound.place);
  return given.start === undefined ? { ...given, start: dayBefore(given.end ?? currentTime(env)) } : given;
}

/** `Get-EXRMSubscriptionContent`: without a range, the last 24 hours, as the service has it. */
export function subscriptionContent(bound: BoundCommand, env: Env): Stream {
  const types = contentTypesOf(bound, env);
  const range = contentRange(bound, env);
  const conditions = [...typeCondition(types), ...rangeConditions('ContentCreated', range)];
  const stages = stagesOf(contentBlobsTable.name, conditions, bound.place);
  const many = types.length > 1 ? typeCondition(types) : [];
  const records = { table: tableOf(types), conditions: [...many, ...recordRange(range)], stages: stages.length };
  const withRecords = isGiven(bound, 'returnContentBlobs', env);
  return streamOf(stages, withRecords ? { kind: 'entry', records } : { kind: 'entry' }, [
    needed(types, contentRange(bound, { ...env, isKept: true })),
  ]);
}

/** Records that were imported from files came in no blob: their own time stands for it. */
function recordRange(range: Range): readonly string[] {
  return rangeConditions('coalesce(ContentCreated, CreationTime)', range);
}

/** `Get-EXRMSubscriptionContentBlob -ContentURI …`. */
export function contentBlobRecords(bound: BoundCommand, env: Env): Stream {
  const given = optionalValue(bound, 'ContentURI', env);
  if (given === undefined) {
    throw queryError('-ContentURI is missing: the address of a blob, as $entry.contentUri.', bound.namePlace);
  }
  const builder = env.item?.builder;
  if (builder?.row.kind === 'entry' && given.value.name === 'contentUri') {
    return recordsOfEntries(builder.stream, env, bound.place);
  }
  const uri = toText(given.value);
  if (uri.constant === undefined) {
    throw queryError('The address of the blob must be known before the query runs.', given.place, 'notSupported');
  }
  const blobs = stageText([contentBlobsTable.name, `where ContentUri == ${uri.kql}`, 'project ContentId']);
  return streamOf(stagesOf(auditRecordsTable, [`ContentId in ((${blobs}))`], bound.place), wholeRecord, []);
}

/** The records in content blobs. */
export function recordsOfEntries(entries: Stream, env: Env, place: Place): Stream {
  const needs = entries.needs ?? [];
  const source = entries.row.kind === 'entry' ? entries.row.records : undefined;
  if (source?.stages === entries.stages.length) {
    return streamOf(stagesOf(source.table, source.conditions, place), wholeRecord, needs);
  }
  if (source === undefined && entries.row.kind === 'entry') {
    env.cell.notes.push({ message: 'The records of the blobs are read, as with -returnContentBlobs.', place });
  }
  const blobs = stageText([...entries.stages.map(stageKql), 'project ContentId']);
  return streamOf(
    stagesOf(source?.table ?? auditRecordsTable, [`ContentId in ((${blobs}))`], place),
    wholeRecord,
    needs,
  );
}

/** Times that are said relative to now are what they are now. */
function needed(types: readonly ContentType[], range: Range): NeededContent {
  const [start, end] = [range.start?.constant, range.end?.constant];
  return {
    contentTypes: types.length === 0 ? contentTypes : types,
    ...(typeof start === 'string' ? { start: formatDatetime(BigInt(start)) } : {}),
    ...(typeof end === 'string' ? { end: formatDatetime(BigInt(end)) } : {}),
  };
}
