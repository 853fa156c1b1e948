import type { Place } from '../../kql/queryError';
import type { ScriptBlock } from '../syntax/ast';
import type { RecordProperties } from './streams/recordProperties';
import type { Group, Row, Stream } from './streams/stream';
import { StreamBuilder } from './streams/streamBuilder';
import type { Value } from './value';

/** What an expression gives. */
export type Operand =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'row'; readonly row: Row }
  /** A query. Where it is of `$_`, it stands for what all rows give, one after the other. */
  | { readonly kind: 'stream'; readonly stream: Stream; readonly isOfItem?: boolean }
  | { readonly kind: 'group'; readonly group: Group; readonly count: Value }
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'block'; readonly block: ScriptBlock };

/** What holds in all of a cell. */
export interface CellContext {
  readonly records: RecordProperties;
  /** What `Get-Date` means, in milliseconds since the epoch. */
  readonly now: number;
  /** The variables that cells before this one assigned: places in what they hold are no places of this cell. */
  readonly earlier: ReadonlySet<string>;
  /** Those of them that this cell has read so far. */
  readonly read: Set<string>;
  /** What is worth knowing about a translation, in words, with its place. */
  readonly notes: Note[];
}

export interface Note {
  readonly message: string;
  readonly place: Place;
}

/** Where an expression stands. */
export interface Env {
  readonly cell: CellContext;
  /** Variables, by names in lower case. */
  readonly variables: ReadonlyMap<string, Operand>;
  /** What `$_` is, and the query whose rows it goes through. */
  readonly item?: { readonly operand: Operand; readonly builder: StreamBuilder };
  /** The value is kept: `Get-Date` is the time now, not that of a later run. */
  readonly isKept?: boolean;
}

export function valueOperand(value: Value): Operand {
  return { kind: 'value', value };
}

/** What `$_` is for a row. */
export function itemOf(row: Row): Operand {
  return row.kind === 'value' ? valueOperand(row.value) : { kind: 'row', row };
}

/** Where the expressions of a cmdlet stand that goes through the rows of a query. */
export function envOfRow(env: Env, builder: StreamBuilder): Env {
  return { ...env, item: { operand: itemOf(builder.row), builder } };
}

/** Goes on with a query. */
export function builderOf(stream: Stream, env: Env): StreamBuilder {
  return new StreamBuilder(stream, env.cell.records.lowerNames);
}
