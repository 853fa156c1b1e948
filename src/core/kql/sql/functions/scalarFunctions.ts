import { addressComputed } from '../../compute/network/addressFunctions';
import { geoComputed } from '../../compute/place/geoFunctions';
import { jsonComputed } from '../../compute/dynamic/jsonFunctions';
import { numberComputed } from '../../compute/number/numberFunctions';
import { fillComputed } from '../../compute/series/fillFunctions';
import { seriesComputed } from '../../compute/series/seriesFunctions';
import { textComputed } from '../../compute/text/textFunctions';
import { unitComputed } from '../../compute/number/unitFunctions';
import { arrayFunctions } from './arrays';
import { computedRows } from './computedRows';
import { addressCalls, dynamicCalls, seriesCalls, textCalls } from './computedCalls';
import { dynamicFunctions } from './dynamics';
import type { FunctionTable } from './functionTable';
import { hashFunctions } from './text/hashes';
import { networkFunctions } from './network';
import { operatorFunctions } from './operators';
import { patternFunctions } from './text/patterns';
import { seriesFunctions } from './series';
import { sketchFunctions } from './aggregates/sketches';
import { stringFunctions } from './text/strings';
import { timeFunctions } from './time/times';
import { urlFunctions } from './text/urls';
import { valueFunctions } from './values';
import { windowFunctions } from './windows';

/** Every scalar function and operator that is supported, by family; what plans alone are made of is among them. */
export const scalarFamilies = {
  operators: operatorFunctions,
  texts: { ...stringFunctions, ...urlFunctions, ...computedRows(textComputed), ...textCalls, ...patternFunctions },
  times: timeFunctions,
  values: { ...valueFunctions, ...computedRows(numberComputed), ...computedRows(unitComputed) },
  dynamics: { ...dynamicFunctions, ...arrayFunctions, ...computedRows(jsonComputed), ...dynamicCalls },
  addresses: { ...networkFunctions, ...computedRows(addressComputed), ...addressCalls },
  hashes: hashFunctions,
  places: computedRows(geoComputed),
  series: { ...seriesFunctions, ...computedRows(seriesComputed), ...computedRows(fillComputed), ...seriesCalls },
  sketches: sketchFunctions,
  windows: windowFunctions,
} satisfies Readonly<Record<string, FunctionTable>>;

export const scalarFunctions: FunctionTable = Object.assign(
  {},
  ...Object.values<FunctionTable>(scalarFamilies),
) as FunctionTable;
