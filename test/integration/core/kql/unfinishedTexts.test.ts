/// <reference types="@kusto/language-service-next" />
import { expect, test } from 'vitest';
import { listItems } from '../../../../src/core/kql/language/kusto/kusto';
import { kustoGlobals } from '../../../../src/core/kql/language/kusto/kustoGlobals';
import { KqlLanguageService } from '../../../../src/core/kql/language/service/languageService';
import { supportedOperators } from '../../../../src/core/kql/language/service/completion/supportedNames';

const service = new KqlLanguageService([{ name: 'T', columns: [{ name: 'x', type: 'string' }] }]);
const globals = kustoGlobals([]);

const begun = ['(', '(x,', "(x, 'a"];

function namesOf(functions: typeof globals.Functions): string[] {
  return listItems<Kusto.Language.Symbols.FunctionSymbol>(functions).map(({ Name }) => Name ?? '');
}

test.each([
  ['functions', 'T | extend y = ', namesOf(globals.Functions), begun],
  ['aggregates', 'T | summarize ', namesOf(globals.Aggregates), begun],
  ['plugins', 'T | evaluate ', namesOf(globals.PlugIns), begun],
  ['operators', 'T | ', [...supportedOperators], [' ', ' x by ', " 'a"]],
])('the editor has answers while %s are typed', (_kind, before, names, ends) => {
  expect(names.length).toBeGreaterThan(40);
  // One end for each name: all ends for all names take three times as long.
  for (const [index, name] of names.entries()) {
    const text = `${before}${name}${ends[index % ends.length] ?? ''}`;
    const offset = text.length;
    expect(() => {
      service.diagnose(text);
      service.complete(text, offset);
      service.hover(text, before.length);
      service.signatures(text, offset);
      service.format(text);
    }, text).not.toThrow();
  }
});
