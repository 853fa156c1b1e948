import { queryError, refused, type Place } from '../../kql/queryError';
import type { BoundCommand } from '../commands/bindCommand';
import type { Expression } from '../syntax/ast';
import type { Env } from './context';
import { constantText, toNumber, toTruth } from './conversions';
import { translateValue } from './expressions';
import type { Value } from './value';

export interface GivenValue {
  readonly value: Value;
  readonly place: Place;
}

/** Whether a switch is on: it may be written `-Name:$false`. */
export function isGiven(bound: BoundCommand, name: string, env: Env): boolean {
  const given = bound.given.get(name);
  if (given?.value === undefined) {
    return given !== undefined;
  }
  const truth = toTruth(translateValue(given.value, env));
  if (typeof truth !== 'boolean') {
    throw queryError(`-${name} is a switch: whether it is on must be known before the query runs.`, given.place);
  }
  return truth;
}

export function optionalValue(bound: BoundCommand, name: string, env: Env): GivenValue | undefined {
  const given = bound.given.get(name);
  return given?.value === undefined ? undefined : { value: translateValue(given.value, env), place: given.place };
}

/** A whole number from 0 up, which is known before the query runs. */
export function countOf(bound: BoundCommand, name: string, env: Env): number | undefined {
  const given = optionalValue(bound, name, env);
  if (given === undefined) {
    return undefined;
  }
  const { constant } = toNumber(given.value, given.place);
  if (typeof constant !== 'number' || !Number.isSafeInteger(constant) || constant < 0) {
    throw queryError(`-${name} needs a whole number that is known before the query runs.`, given.place);
  }
  return constant;
}

/** A list of expressions: `A, B`, `@('A', 'B')`, or one. */
export function expressionsOf(bound: BoundCommand, name: string): readonly Expression[] {
  const value = bound.given.get(name)?.value;
  return value === undefined ? [] : listOf(value);
}

function listOf(node: Expression): readonly Expression[] {
  if (node.kind === 'array') {
    return node.items.flatMap(listOf);
  }
  if (node.kind === 'group') {
    const [only, second] = node.statements;
    const [element, more] = only?.kind === 'pipeline' ? only.elements : [];
    if (second === undefined && more === undefined && element?.kind === 'expression') {
      return listOf(element.expression);
    }
  }
  return [node];
}

/** Texts that are known before the query runs. */
export function textsOf(
  bound: BoundCommand,
  name: string,
  env: Env,
): readonly { readonly text: string; readonly place: Place }[] {
  return expressionsOf(bound, name).flatMap((node) => {
    const value = translateValue(node, env);
    const values = value.items ?? [value];
    return values.map((item) => {
      if (item.constant === undefined) {
        throw refused(
          `A value of -${name} that only the data knows`,
          'Write it, or keep it in a variable.',
          node.place,
        );
      }
      return { text: constantText(item), place: node.place };
    });
  });
}
