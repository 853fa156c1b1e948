import { addressComputed } from '../../compute/addressFunctions';
import { geoComputed } from '../../compute/geoFunctions';
import { jsonComputed } from '../../compute/jsonFunctions';
import { numberComputed } from '../../compute/numberFunctions';
import { seriesComputed } from '../../compute/seriesFunctions';
import { textComputed } from '../../compute/textFunctions';
import { unitComputed } from '../../compute/unitFunctions';
import { arrayFunctions } from './arrays';
import { computedRows } from './computed';
import { addressCalls, dynamicCalls, hashCalls, seriesCalls, textCalls } from './computedCalls';
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

/** Every scalar function and operator that is supported, by family; what plans alone are made of is among them. */
export const scalarFamilies = {
  operators: operatorFunctions,
  texts: { ...stringFunctions, ...textFunctions, ...computedRows(textComputed), ...textCalls, ...patternFunctions },
  times: timeFunctions,
  values: { ...valueFunctions, ...computedRows(numberComputed), ...computedRows(unitComputed) },
  dynamics: { ...dynamicFunctions, ...arrayFunctions, ...computedRows(jsonComputed), ...dynamicCalls },
  addresses: { ...networkFunctions, ...computedRows(addressComputed), ...addressCalls },
  hashes: hashCalls,
  places: computedRows(geoComputed),
  series: { ...seriesFunctions, ...computedRows(seriesComputed), ...seriesCalls },
  sketches: sketchFunctions,
  windows: windowFunctions,
} satisfies Readonly<Record<string, FunctionTable>>;

export const scalarFunctions: FunctionTable = Object.assign(
  {},
  ...Object.values<FunctionTable>(scalarFamilies),
) as FunctionTable;
