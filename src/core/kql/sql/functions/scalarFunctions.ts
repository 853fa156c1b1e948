import { dynamicFunctions } from './dynamics';
import type { FunctionTable } from './functionTable';
import { operatorFunctions } from './operators';
import { patternFunctions } from './patterns';
import { stringFunctions } from './strings';
import { timeFunctions } from './times';
import { valueFunctions } from './values';
import { windowFunctions } from './windows';

/** Every scalar function and operator that is supported. */
export const scalarFunctions: FunctionTable = {
  ...operatorFunctions,
  ...stringFunctions,
  ...timeFunctions,
  ...valueFunctions,
  ...dynamicFunctions,
  ...windowFunctions,
  ...patternFunctions,
};
