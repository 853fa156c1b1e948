import type { BoundCommand } from '../../commands/bindCommand';
import type { Env } from '../context';
import type { Output } from '../pipeline';
import type { StreamBuilder } from '../streams/streamBuilder';
import { convertFromJson } from './convertFromJson';
import { distinctRows } from './distinctRows';
import { forEachObject } from './forEachObject';
import { groupObject } from './groupObject';
import { measureObject } from './measureObject';
import { selectObject } from './selectObject';
import { selectString } from './selectString';
import { sortObject } from './sortObject';
import { whereObject } from './whereObject';

/** Adds what a cmdlet does to a query; what it gives says how the result is shown, where it says so. */
export type Step = (bound: BoundCommand, builder: StreamBuilder, env: Env) => Output | undefined;

function step(run: (bound: BoundCommand, builder: StreamBuilder, env: Env) => void): Step {
  return (bound, builder, env) => {
    run(bound, builder, env);
    return undefined;
  };
}

export const steps: Readonly<Record<string, Step>> = {
  'Where-Object': step(whereObject),
  'Select-Object': step(selectObject),
  'Sort-Object': step(sortObject),
  'Group-Object': step(groupObject),
  'Measure-Object': step(measureObject),
  'ForEach-Object': forEachObject,
  'Select-String': step(selectString),
  'ConvertFrom-Json': step(convertFromJson),
  'Get-Unique': step((bound, builder, env) => {
    distinctRows(builder, env, bound.place, false);
  }),
};
