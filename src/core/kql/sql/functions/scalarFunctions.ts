import { arrayFunctions } from './arrays';
import { computedRows } from './computed';
import { computedCalls } from './computedCalls';
import { dynamicFunctions } from './dynamics';
import type { FunctionTable } from './functionTable';
import { networkFunctions } from './network';
import { operatorFunctions } from './operators';
import { patternFunctions } from './patterns';
import { seriesFunctions } from './series';
import { sketchFunctions } from './sketches';
import { stringFunctions } from './strings';
import { textFunctions } from './texts';
import { timeFunctions } from './times';
import { valueFunctions } from './values';
import { windowFunctions } from './windows';

/** Every scalar function and operator that is supported. */
export const scalarFunctions: FunctionTable = {
  ...computedRows,
  ...operatorFunctions,
  ...stringFunctions,
  ...timeFunctions,
  ...valueFunctions,
  ...dynamicFunctions,
  ...arrayFunctions,
  ...networkFunctions,
  ...seriesFunctions,
  ...textFunctions,
  ...windowFunctions,
  ...patternFunctions,
  ...computedCalls,
  ...sketchFunctions,
};
