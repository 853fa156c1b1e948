import { describe, expect, test } from 'vitest';
import { withoutOtherQueries } from '../../../../src/core/kql/language/service/text/withoutOtherQueries';
import { service, withCursor } from './languageServiceAnswers';

describe('what is read for the statement that is written', () => {
  test.each([
    ['AuditRecords | take ¦1', 'AuditRecords | take 1'],
    ['print 1; print ¦2', '         print 2'],
    ['print 1; ¦print 2', '         print 2'],
    ['print 1¦; print 2;', 'print 1;         '],
    ['let a = 1; print a; print ¦a', 'let a = 1;          print a'],
    ['print 1\n;\nprint ¦2', '       \n \nprint 2'],
    // What is between brackets is one statement, whatever is in it.
    ['let f = () { let a = 1; print a }; print 1; f¦', 'let f = () { let a = 1; print a };          f'],
    ['AuditRecords | as All; print 1; All | ¦', 'AuditRecords | as All;          All | '],
    ["print ';'; print ';¦'", "           print ';'"],
    ['print 1; // why;\nprint ¦2', '         // why;\nprint 2'],
    ['print ¦1; let a = 2; print a', 'print 1;                   '],
  ])('%j', (marked, read) => {
    const { text, offset } = withCursor(marked);
    expect(withoutOtherQueries(text, offset)).toBe(read);
  });

  test('it is answered as in the whole text', () => {
    const { text, offset } = withCursor(
      'AuditRecords | where\n\nlet Known = AuditRecords | extend Own = 1;\nKnown | count\n\nKnown | where O¦\n\nlet Later = 1;\nprint Later',
    );
    const labels = service.complete(text, offset).items.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['Own', 'Known']));
    expect(labels).not.toContain('Later');
    expect(service.hover(text, text.indexOf('Known | where'))?.signature).toMatch(/Known: table/);
    expect(service.diagnose(text)).not.toEqual([]);
  });
});
