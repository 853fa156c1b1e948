/** The page on PowerShell cells is made from the tables; `node test/tools/writePowerShellDocs.ts` writes it anew. */
import { expect, test } from 'vitest';
import { commandTable } from '../../../../src/core/powershell/commands/commandTable';
import { binaryOperators } from '../../../../src/core/powershell/syntax/expressions';
import { castNames } from '../../../../src/core/powershell/translate/operators/casts';
import { methodNames } from '../../../../src/core/powershell/translate/members/methods';
import { staticNames } from '../../../../src/core/powershell/translate/members/staticMembers';
import { steps } from '../../../../src/core/powershell/translate/steps/stepTable';
import { datetimeMembers, timespanMembers } from '../../../../src/core/powershell/translate/members/timeMembers';
import { powerShellDocs } from '../../../tools/powerShellDocs';

test('the page on PowerShell cells is current', async () => {
  const isVariant = (name: string): boolean => /^-[ci]/.test(name) && binaryOperators.has(`-${name.slice(2)}`);
  const page = powerShellDocs({
    commands: commandTable,
    operators: [...[...binaryOperators].filter((name) => !isVariant(name)), '-not', '!'],
    methods: { text: methodNames.string, time: methodNames.datetime },
    members: {
      text: ['length'],
      time: Object.keys(datetimeMembers),
      'span of time': Object.keys(timespanMembers),
      query: ['count'],
    },
    statics: staticNames,
    casts: castNames,
  });
  await expect(page).toMatchFileSnapshot('../../../../media/docs/powershell.md');
});

test('every step of the table is translated, and every name is one cmdlet', () => {
  const named = commandTable.filter(({ role }) => role === 'step').map(({ name }) => name);
  expect(Object.keys(steps).sort()).toEqual(named.sort());
  const names = commandTable.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => name.toLowerCase());
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
