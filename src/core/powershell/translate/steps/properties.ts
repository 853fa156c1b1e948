import { queryError, refused, type Place } from '../../../kql/queryError';
import type { Expression, HashEntry, ScriptBlock } from '../../syntax/ast';
import { valueOperand, type Env, type Operand } from '../context';
import { constantText, toTruth } from '../conversions';
import { translateValue } from '../expressions';
import { statementOperand, statementValue } from '../nested';
import { valueOf } from '../operandValues';
import { memberOperand } from '../members/members';
import { fitsWildcard, hasWildcard } from '../operators/patterns';
import { entryProperties } from '../streams/recordProperties';
import type { Property, Row } from '../streams/stream';
import type { Value } from '../value';

/** A property that a cmdlet is given: by name, by a wildcard, or computed. */
export interface ChosenProperty extends Property {
  /** `@{ Expression = …; Descending = $true }`. */
  readonly isDescending?: boolean;
  readonly place: Place;
}

/** What `-Property` lists, over the rows of a query. */
export function chosenProperties(list: readonly Expression[], env: Env): readonly ChosenProperty[] {
  return list.flatMap((node) => chosen(node, env));
}

function chosen(node: Expression, env: Env): readonly ChosenProperty[] {
  const { place } = node;
  if (node.kind === 'scriptBlock') {
    return [{ name: blockText(node), ...propertyOf(blockOperand(node, env), place), place }];
  }
  if (node.kind === 'hashtable') {
    return [computed(node.entries, env, place)];
  }
  const value = translateValue(node, env);
  return (value.items ?? [value]).flatMap((item) => {
    if (item.constant === undefined) {
      throw refused('A property whose name only the data knows', 'Write its name.', place);
    }
    return named(constantText(item), env, place);
  });
}

function blockText(node: ScriptBlock): string {
  const [only] = node.statements;
  const [element] = only?.kind === 'pipeline' ? only.elements : [];
  const expression = element?.kind === 'expression' ? element.expression : undefined;
  return expression?.kind === 'member' && expression.name.kind === 'literal'
    ? `$_.${String(expression.name.value)}`
    : 'Value';
}

/** What a block gives for a row. */
function blockOperand(node: ScriptBlock, env: Env): Operand {
  const [only, second] = node.statements;
  if (only === undefined || second !== undefined) {
    throw refused(
      only === undefined ? 'An empty block' : 'More than one statement here',
      'Write one expression.',
      second?.place ?? node.place,
    );
  }
  return only.kind === 'if' ? valueOperand(statementValue(only, env)) : statementOperand(only, env);
}

function propertyOf(operand: Operand, place: Place): Pick<Property, 'value' | 'group'> {
  return operand.kind === 'group' ? { value: operand.count, group: operand.group } : { value: valueOf(operand, place) };
}

const keys: Readonly<Record<string, string>> = {
  n: 'name',
  name: 'name',
  l: 'name',
  label: 'name',
  e: 'expression',
  expression: 'expression',
  descending: 'descending',
  ascending: 'ascending',
};

/** PowerShell takes any start of these names: `expr`, `desc`. */
function keyOf(text: string): string | undefined {
  const wanted = text.toLowerCase();
  return keys[wanted] ?? Object.keys(keys).find((key) => key.length > 1 && wanted.length > 1 && key.startsWith(wanted));
}

function computed(entries: readonly HashEntry[], env: Env, place: Place): ChosenProperty {
  let name: string | undefined;
  let value: Pick<Property, 'value' | 'group'> | undefined;
  let isDescending: boolean | undefined;
  for (const entry of entries) {
    const key = keyOf(entry.key.kind === 'literal' ? String(entry.key.value) : '');
    if (key === 'expression') {
      value = expressionOf(entry, env);
    } else if (key === 'name') {
      name = constantText(statementValue(entry.value, env));
    } else if (key === 'descending' || key === 'ascending') {
      isDescending = (toTruth(statementValue(entry.value, env)) === true) === (key === 'descending');
    } else {
      throw queryError('A property is computed by @{ Name = "…"; Expression = { … } }.', entry.key.place);
    }
  }
  if (value === undefined) {
    throw queryError('Expression is missing: @{ Name = "…"; Expression = { … } }.', place);
  }
  return {
    name: name ?? value.value.name ?? 'Value',
    ...value,
    place,
    ...(isDescending === undefined ? {} : { isDescending }),
  };
}

function expressionOf({ value }: HashEntry, env: Env): Pick<Property, 'value' | 'group'> {
  const operand = statementOperand(value, env);
  if (operand.kind === 'block') {
    return propertyOf(blockOperand(operand.block, env), value.place);
  }
  const text = valueOf(operand, value.place);
  return propertyOf(rowMember(constantText(text), env, value.place), value.place);
}

function rowMember(name: string, env: Env, place: Place): Operand {
  if (env.item === undefined) {
    throw queryError('There are no rows here.', place);
  }
  return memberOperand(env.item.operand, name, env, place);
}

function named(name: string, env: Env, place: Place): readonly ChosenProperty[] {
  if (!hasWildcard(name)) {
    const found = rowMember(name, env, place);
    // A text or a number has no properties but its length; a name that is asked of it gives nothing.
    return [{ name: properName(name, env), ...propertyOf(found, place), place }];
  }
  const row = env.item?.builder.row;
  const all = row === undefined ? undefined : propertiesOf(row, env);
  if (all === undefined) {
    throw refused(`The wildcard ${name}`, 'Name the properties.', place);
  }
  return all.filter((property) => fitsWildcard(property.name, name)).map((property) => ({ ...property, place }));
}

/** A name as the documents write it. */
function properName(name: string, env: Env): string {
  const row = env.item?.builder.row;
  if (row?.kind === 'record') {
    return env.cell.records.property(name).name;
  }
  const all = row === undefined || row.kind === 'value' ? [] : (propertiesOf(row, env) ?? []);
  return all.find((property) => property.name.toLowerCase() === name.toLowerCase())?.name ?? name;
}

/** All properties of a row; undefined where only the data knows them. */
export function propertiesOf(row: Row, env: Env): readonly Property[] | undefined {
  switch (row.kind) {
    case 'record':
      return env.cell.records.all
        .filter(({ name }) => !row.hidden.includes(name.toLowerCase()))
        .map(({ name }) => env.cell.records.property(name));
    case 'entry':
      return entryProperties;
    case 'object':
      return row.properties;
    case 'value':
      return undefined;
  }
}

/** Values that rows do not have: a selected property exists in each row, if only as `$null`. */
export function asExisting(value: Value): Value {
  return { ...value, isMissing: false };
}
