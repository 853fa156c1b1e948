import type { Column } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import { columnNamed, planColumns } from '../../plan/columns';
import type { Expression, Plan } from '../../plan/plan';
import { notSupported, queryError, type Place } from '../../queryError';
import { translateExpression } from '../expressions';
import { present, type KustoExpression } from '../kusto/kusto';
import { literal } from '../literals';
import { nameAndValue } from '../parameters';
import { columnsOfData, type Plugin, type PluginCall } from './plugin';

/** What a member becomes whose name is that of a column. */
type Conflict = 'error' | 'replace_source' | 'keep_source';

interface BagUnpacking {
  readonly bag: Expression;
  readonly prefix: string;
  readonly conflict: Conflict;
  readonly ignored: ReadonlySet<string>;
  /** The columns of the input but the bag. */
  readonly own: readonly Column[];
}

/** `bag_unpack`: the members of a bag become columns. */
export const bagUnpack: Plugin = (call) => {
  const { input, place } = call;
  const unpacking = readArguments(call);
  const { bag, prefix, conflict } = unpacking;
  const own = new Map(unpacking.own.map((column) => [column.name, column]));
  const columns = columnsOfData(
    call,
    () => memberQuery(call, unpacking),
    (found) => withMembers(unpacking, found, call),
  );
  const member = ({ name, type }: Column): Expression =>
    callOf(
      `to${type}`,
      type,
      [callOf('member', 'dynamic', [bag, literal('string', name.slice(prefix.length))], place)],
      place,
    );
  return {
    kind: 'project',
    input,
    columns: columns.map((column) => {
      const source = own.get(column.name);
      const expression =
        source === undefined
          ? member(column)
          : conflict === 'replace_source' && column.name.startsWith(prefix)
            ? replaced(source, member(column), place)
            : columnNamed(source);
      return { name: column.name, expression };
    }),
  };
};

/** Rows whose bags lack the member keep their value, where it is of the type. */
function replaced(source: Column, member: Expression, place: Place): Expression {
  return source.type === member.type ? callOf('coalesce', member.type, [member, columnNamed(source)], place) : member;
}

/** The names and types of the members that there are. */
function memberQuery({ input, place }: PluginCall, { bag }: BagUnpacking): Plan {
  const name: Column = { name: 'name', type: 'string' };
  const whole: Column = { name: 'bag', type: 'dynamic' };
  const names: Plan = {
    kind: 'expand',
    input: { kind: 'project', input, columns: [{ name: whole.name, expression: bag }] },
    expansions: [{ expression: callOf('bag_keys', 'dynamic', [columnNamed(whole)], place), column: name }],
    columns: [whole, name],
    bagsAsArrays: false,
  };
  const member = callOf('member', 'dynamic', [columnNamed(whole), columnNamed(name)], place);
  const isBag: Plan = {
    kind: 'filter',
    input: names,
    predicate: callOf('bag_has_key', 'bool', [columnNamed(whole), columnNamed(name)], place),
  };
  return {
    kind: 'summarize',
    input: isBag,
    keys: [
      { name: name.name, expression: columnNamed(name) },
      { name: 'type', expression: callOf('gettype', 'string', [member], place) },
    ],
    aggregates: [],
  };
}

/** The columns of the input, then those of the members in the order of their names. */
function withMembers(
  { prefix, conflict, ignored, own }: BagUnpacking,
  found: readonly Column[],
  { place }: PluginCall,
): Column[] {
  const members = found
    .filter(({ name }) => !ignored.has(name))
    .map(({ name, type }) => ({ name: prefix + name, type }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const taken = new Set(own.map(({ name }) => name));
  const clash = members.find(({ name }) => taken.has(name));
  if (clash !== undefined && conflict === 'error') {
    throw queryError(
      `The bag has a member "${clash.name}", and so is a column called: give the members a prefix, as in bag_unpack(bag, "bag_"), or say columnsConflict = "keep_source" or "replace_source".`,
      place,
    );
  }
  return conflict === 'replace_source'
    ? [
        ...own.map((column) => members.find(({ name }) => name === column.name) ?? column),
        ...members.filter(({ name }) => !taken.has(name)),
      ]
    : [...own, ...members.filter(({ name }) => !taken.has(name))];
}

const parameterNames = ['column', 'OutputColumnPrefix', 'columnsConflict', 'ignoredProperties'];

function readArguments({ arguments: args, input, scope, place }: PluginCall): BagUnpacking {
  const given = new Map<string, KustoExpression>();
  args.forEach((argument, index) => {
    const { name, value } = nameAndValue(argument);
    given.set(name ?? parameterNames[index] ?? '', value);
  });
  const constant = (name: string): string | undefined => {
    const node = given.get(name);
    const value = node === undefined ? undefined : translateExpression(node, scope);
    if (value !== undefined && value.kind !== 'literal') {
      throw notSupported(`bag_unpack() with "${name}" that is no literal`, place);
    }
    return value === undefined ? undefined : String(value.value ?? '');
  };
  const bag = translateExpression(present(given.get('column'), 'bag'), scope);
  if (bag.type !== 'dynamic') {
    throw queryError(
      `bag_unpack() takes a dynamic column, and this one is a ${bag.type}: convert it before, as in extend bag = parse_json(a).`,
      place,
    );
  }
  const conflict = constant('columnsConflict') ?? 'error';
  if (conflict !== 'error' && conflict !== 'replace_source' && conflict !== 'keep_source') {
    throw queryError('columnsConflict is "error", "replace_source" or "keep_source".', place);
  }
  const ignored: unknown = JSON.parse(constant('ignoredProperties') ?? '[]');
  return {
    bag,
    prefix: constant('OutputColumnPrefix') ?? '',
    conflict,
    ignored: new Set(Array.isArray(ignored) ? ignored.map(String) : []),
    own: planColumns(input).filter(({ name }) => bag.kind !== 'column' || name !== bag.name),
  };
}
