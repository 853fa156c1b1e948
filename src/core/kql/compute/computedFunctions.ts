import { addressComputed } from './network/addressFunctions';
import { decimalComputed } from './number/decimalFunctions';
import { fillComputed } from './series/fillFunctions';
import { geoComputed } from './place/geoFunctions';
import { hashComputed } from './number/hashFunctions';
import { jsonComputed } from './dynamic/jsonFunctions';
import { numberComputed } from './number/numberFunctions';
import { patternComputed } from './text/patternFunctions';
import { scanComputed } from './scan/scanFunction';
import { seriesComputed } from './series/seriesFunctions';
import { textComputed } from './text/textFunctions';
import { timeComputed } from './timeFunctions';
import { unitComputed } from './number/unitFunctions';

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
  ...fillComputed,
  ...scanComputed,
};
