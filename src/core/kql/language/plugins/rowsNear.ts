import { callOf } from '../../plan/callOf';
import { isSerialized } from '../../plan/rowOrder';
import { queryError } from '../../queryError';
import { present } from '../kusto/kusto';
import { givenArguments } from './givenArguments';
import type { Plugin } from './plugin';

/** `rows_near`: rows that meet a condition, and those that are a few rows before and after them. */
export const rowsNear: Plugin = (call) => {
  const { input, place } = call;
  const [condition, before, after] = givenArguments(call);
  if (!isSerialized(input)) {
    throw queryError('rows_near() needs rows in an order: put "sort by" or "serialize" before it.', place);
  }
  const distance = present(before, 'number of rows');
  return {
    kind: 'filter',
    input,
    predicate: callOf('any_near', 'bool', [present(condition, 'condition'), distance, after ?? distance], place),
  };
};
