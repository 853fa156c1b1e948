import { addressComputed } from './addressFunctions';
import { decimalComputed } from './decimalFunctions';
import { geoComputed } from './geoFunctions';
import { hashComputed } from './hashFunctions';
import { jsonComputed } from './jsonFunctions';
import { numberComputed } from './numberFunctions';
import { patternComputed } from './patternFunctions';
import { seriesComputed } from './seriesFunctions';
import { textComputed } from './textFunctions';
import { timeComputed } from './timeFunctions';
import { unitComputed } from './unitFunctions';

/** Every function that DuckDB calls back for. To add one is to add a row; `registerFunctions` tells DuckDB. */
export const computedFunctions = {
  ...textComputed,
  ...addressComputed,
  ...hashComputed,
  ...numberComputed,
  ...decimalComputed,
  ...jsonComputed,
  ...geoComputed,
  ...patternComputed,
  ...timeComputed,
  ...unitComputed,
  ...seriesComputed,
};
