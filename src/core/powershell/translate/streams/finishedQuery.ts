import type { Place } from '../../../kql/queryError';
import { builderOf, type Env } from '../context';
import { columnName, quoted } from '../kqlText';
import { entryProperties } from './recordProperties';
import { freshName } from '../steps/distinctRows';
import { stageKql, type Property, type Row, type Stage, type Stream } from './stream';
import type { StreamBuilder } from './streamBuilder';
import { memberless } from '../value';

/** How many records of each group are shown. */
const shownOfGroup = 100;

/** A part of a query's text, and the place in the cell that it stands for. */
export interface KqlPlace {
  readonly kqlStart: number;
  readonly kqlLength: number;
  readonly place: Place;
}

export interface FinishedQuery {
  readonly kql: string;
  readonly places: readonly KqlPlace[];
}

/** The text of a query, one operator a line. */
export function finishQuery(stream: Stream, place: Place, env: Env): FinishedQuery {
  const builder = builderOf(stream, env);
  builder.restoreOrder(place);
  const groups = shownGroups(builder, env, place);
  const projection = projectionOf(builder, groups, env);
  if (projection !== undefined && projection !== `project ${builder.exactColumns?.join(', ') ?? ''}`) {
    builder.add(projection, place);
  }
  return textOf(builder.stream.stages);
}

/** The columns that hold the records of groups, by the names of the properties. */
function shownGroups(builder: StreamBuilder, env: Env, place: Place): ReadonlyMap<string, string> {
  const { row } = builder;
  const columns = new Map<string, string>();
  for (const { name, group } of row.kind === 'object' ? row.properties : []) {
    if (group !== undefined) {
      const packed = group.row.kind === 'record' ? 'Record' : packedRow(group.row);
      columns.set(name, builder.addAggregate(group.stage, 'Records', `make_list(${packed}, ${shownOfGroup})`));
      env.cell.notes.push({ message: `${name} shows the first ${shownOfGroup} rows of each group.`, place });
    }
  }
  return columns;
}

function projectionOf(builder: StreamBuilder, groups: ReadonlyMap<string, string>, env: Env): string | undefined {
  const { row } = builder;
  const { temporaries } = builder.stream;
  switch (row.kind) {
    case 'record': {
      const away = [...row.hidden.flatMap((name) => env.cell.records.namesOf(name)), ...temporaries.map(columnName)];
      return away.length === 0 ? undefined : `project-away ${away.join(', ')}`;
    }
    case 'entry':
      return project(entryProperties, groups);
    case 'object':
      return project(row.properties, groups);
    case 'value':
      return project([{ name: row.value.name ?? 'Value', value: row.value }], groups);
  }
}

function project(properties: readonly Property[], groups: ReadonlyMap<string, string>): string {
  const taken = new Set<string>();
  const columns = properties.map(({ name, value }) => {
    const column = columnName(freshName(name === '' ? 'Value' : name, taken));
    const kql = groups.get(name) ?? value.kql;
    return column === kql ? column : `${column} = ${kql}`;
  });
  return `project ${columns.join(', ')}`;
}

/** A row as one dynamic value. */
export function packedRow(row: Row): string {
  switch (row.kind) {
    case 'record':
      return 'Record';
    case 'value':
      return memberless(row.value).kql;
    case 'entry':
      return packed(entryProperties);
    case 'object':
      return packed(row.properties);
  }
}

function packed(properties: readonly Property[]): string {
  return `bag_pack(${properties.map(({ name, value }) => `${quoted(name)}, ${value.kql}`).join(', ')})`;
}

function textOf(stages: readonly Stage[]): FinishedQuery {
  let kql = '';
  const places: KqlPlace[] = [];
  for (const stage of stages) {
    const { place } = stage;
    const text = stageKql(stage);
    const start = kql.length + (kql === '' ? 0 : 1);
    kql += kql === '' ? text : `\n| ${text}`;
    places.push({ kqlStart: start, kqlLength: kql.length - start, place });
  }
  return { kql, places };
}
