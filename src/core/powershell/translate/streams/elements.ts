import type { KustoType } from '../../../kql/kustoType';
import { queryError, type Place } from '../../../kql/queryError';
import type { Env } from '../context';
import { columnName, memberOf } from '../kqlText';
import type { StreamBuilder } from './streamBuilder';
import { atom, call, compound, operand, truthKql, type Truth, type Value } from '../value';

/** What goes through the elements of an array: a query of its own for each row. */
function requireBuilder(env: Env, place: Place): StreamBuilder {
  if (env.item === undefined) {
    throw queryError(
      'The elements of an array can be looked at only inside a cmdlet like Where-Object.',
      place,
      'notSupported',
    );
  }
  return env.item.builder;
}

/** An element, whose type only the data knows. */
export function elementValue(kql: string): Value {
  return { ...atom(kql), type: 'dynamic', isNull: call('isnull', kql), isElement: true };
}

/**
 * The elements of a value as an array that is never empty, for a row whose array is empty would be lost: there it holds the empty
 * array itself, which no condition takes.
 */
export function nonEmptyArray({ kql, list }: Value): string {
  const array = list ?? kql;
  const otherwise = list === undefined ? kql : 'dynamic(null)';
  return `iff(array_length(${array}) > 0, ${array}, pack_array(${otherwise}))`;
}

/** Whether any element of an array fits a condition. What is no array is one element. */
export function elementTest(array: Value, env: Env, place: Place, test: (element: Value) => Truth): Truth {
  const builder = requireBuilder(env, place);
  const element = columnName(builder.elementName);
  const hits = columnName(builder.temporary('Hits'));
  const condition = test(elementValue(element));
  const isNoArray = compound(`gettype(${element}) != "array"`);
  const whole =
    array.list === undefined ? `${operand(isNoArray)} and ${operand(truthKql(condition))}` : truthKql(condition).kql;
  builder.add(`mv-apply ${element} = ${nonEmptyArray(array)} on (summarize ${hits} = countif(${whole}))`, place);
  builder.loseOrder();
  return compound(`${hits} > 0`);
}

/** A member of a dynamic value: of each element, where it is an array. */
export function memberOfDynamic(target: Value, name: string, env: Env, place: Place): Value {
  if (target.isElement === true && target.list === undefined) {
    return target.isRecord === true ? recordMember(target, name, env) : member(target, name);
  }
  const builder = requireBuilder(env, place);
  const element = columnName(builder.elementName);
  const values = columnName(builder.temporary(`${name}List`));
  const source = `mv-apply ${element} = ${nonEmptyArray(target)} on`;
  const expanded = `mv-expand ${element} = iff(array_length(${element}) > 0, ${element}, pack_array(${element}))`;
  const kept = `make_list_if(${element}, array_length(${element}) != 0)`;
  builder.add(
    `${source} (extend ${element} = ${memberOf(element, name)} | ${expanded} | summarize ${values} = ${kept})`,
    place,
  );
  builder.loseOrder();
  return { ...listValue(values), name };
}

function member({ kql }: Value, name: string): Value {
  const property = memberOf(kql, name);
  return {
    ...atom(property),
    type: 'dynamic',
    isNull: call('isnull', property),
    isElement: true,
    isMember: true,
    name,
  };
}

/** A property of a record that is an element: of the type that its column has. */
function recordMember(target: Value, name: string, env: Env): Value {
  const known = env.cell.records.property(name);
  const found = member(target, known.name);
  return typedElement(found, known.value.type);
}

const conversions: Readonly<Partial<Record<KustoType, string>>> = {
  bool: 'tobool',
  datetime: 'todatetime',
  int: 'toint',
  long: 'tolong',
  real: 'toreal',
  string: 'tostring',
};

/** An element of which the type is known. */
export function typedElement(element: Value, type: KustoType): Value {
  const conversion = conversions[type];
  return conversion === undefined
    ? element
    : {
        ...call(conversion, element),
        type,
        isNull: element.isNull,
        ...(element.name === undefined ? {} : { name: element.name }),
      };
}

/** The value that an array of results is: null where there is none, the result where there is one. */
export function listValue(list: string): Value {
  const kql = `case(array_length(${list}) == 0, dynamic(null), array_length(${list}) == 1, ${list}[0], ${list})`;
  return { ...atom(kql), type: 'dynamic', isNull: atom(`(array_length(${list}) == 0)`), list };
}
