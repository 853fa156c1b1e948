import type { KustoService } from './kusto';
import { mendKusto } from './mends/mendKusto';

declare const require: (id: string) => unknown;

/**
 * Microsoft's language service, compiled from C# by Bridge.NET; loaded by the first call. Only the folder `language` knows its objects;
 * what leaves it is plain data.
 *
 * The two files set the globals `Bridge` and `Kusto`, and take some 200 ms to load, the first analysis another 700 ms. So they are
 * loaded when the first query comes: by `require`, since `import` would load them with the program.
 */
export function loadKusto(): KustoService {
  if (!Reflect.has(globalThis, 'Kusto')) {
    require('@kusto/language-service-next/bridge.min.js');
    require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
    mendKusto(Kusto.Language);
  }
  return Kusto.Language;
}
