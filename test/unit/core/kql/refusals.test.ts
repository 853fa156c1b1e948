/** What is not supported or is wrong: where it is said, and in which words. */
import { expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { testNow } from './runKql';

const tables = [
  {
    name: 'Mail',
    columns: [
      { name: 'User', type: 'string' as const },
      { name: 'Size', type: 'long' as const },
    ],
  },
];

function refusal(text: string): { readonly place: string; readonly message: string } {
  try {
    compileKql(text, { tables, now: testNow });
  } catch (error) {
    if (error instanceof EngineError && error.data.kind === 'query') {
      const { start = 0, length = 0, message } = error.data;
      return { place: text.slice(start, start + length), message };
    }
    throw error;
  }
  throw new Error(`This was compiled: ${text}`);
}

test.each<[query: string, place: string, words: string]>([
  // Not supported: what to write instead
  ['print x = geo_point_to_s2cell(1.0, 2.0, 5)', 'geo_point_to_s2cell(1.0, 2.0, 5)', 'geo_point_to_geohash()'],
  ['Mail | summarize tdigest(Size, Size)', 'tdigest(Size, Size)', 'percentilew()'],
  [
    'print x = extract_all(@"(\\w)(\\d)", dynamic(["y"]), "a1")',
    'extract_all(@"(\\w)(\\d)", dynamic(["y"]), "a1")',
    'has no group y',
  ],
  ['Mail | fork (count) (take 1) | count', 'fork (count) (take 1)', 'last operator'],
  ['Mail | facet by User | count', 'facet by User', 'last operator'],
  [
    'Mail | partition by Size { range n from 1 to Size step 1 }',
    'partition by Size { range n from 1 to Size step 1 }',
    'in parentheses',
  ],
  [
    'range x from 1 to 2 step 1 | partition by x { print n = toscalar(Mail | where Size > x | count) }',
    'partition by x { print n = toscalar(Mail | where Size > x | count) }',
    'Join its table',
  ],
  ['Mail | make-graph User --> User', 'make-graph User --> User', 'Use "join"'],
  ['Mail | graph-match (a)-[b]->(c) project a', 'graph-match (a)-[b]->(c) project a', 'Use "join"'],
  [
    'Mail | graph-shortest-paths (a)-[b*1..3]->(c) project a',
    'graph-shortest-paths (a)-[b*1..3]->(c) project a',
    'Use "join"',
  ],
  ['Mail | where Size in ((Mail | project User))', 'Size in ((Mail | project User))', '(long, string)'],
  // A text is no dynamic value, and no key is a real
  ['print d = "abc" | extend x = d[0]', '[0]', 'Only dynamic values have members'],
  ['print d = "abc" | extend x = array_length(d)', 'd', 'must be a dynamic array'],
  ['print d = dynamic([1]) | extend x = d[1.5]', '1.5', 'int or long'],
  // Only the columns of all inputs are there
  [
    'Mail | union kind=inner (print User = "") | project Size',
    'Size',
    "The name 'Size' does not refer to any known column",
  ],
  [
    'Mail | union kind=inner (print User = "") | where Size > 1',
    'Size',
    "The name 'Size' does not refer to any known column",
  ],
  [
    'Mail | union kind=inner (print User = "") | distinct Size',
    'Size',
    "The name 'Size' does not refer to any known column",
  ],
  ['Mail | union kind=inner (print User = "") | join Mail on Size', 'Size', 'on both sides'],
  ['restrict access to (Mail); Mail', 'restrict access to (Mail)', 'leave it out'],
  ['database("Audit").Mail', 'database("Audit").Mail', 'one database'],
  ['Mail | evaluate python(typeof(*), "x")', 'evaluate python(typeof(*), "x")', 'Only KQL'],
  ['Mail | evaluate sequence_detect(Size, 5)', 'evaluate sequence_detect(Size, 5)', 'and conditions'],
  ['Mail | evaluate sequence_detect(Size, 5, 6)', 'evaluate sequence_detect(Size, 5, 6)', 'and conditions'],
  ['Mail | evaluate diffpatterns_text(User, Size > 1)', 'diffpatterns_text', 'by "reduce"'],
  ['Mail | evaluate dax_request("a", "b")', 'evaluate dax_request("a", "b")', 'no network'],
  ['evaluate http_request("https://example.com")', 'evaluate http_request("https://example.com")', 'no network'],
  ['externaldata(a: string)["https://example.com/a.csv"]', '"https://example.com/a.csv"', 'no network'],
  ['let V1 = view () { Mail }; let V2 = view () { Mail }; union V*', 'V*', 'Name them: "V1, V2"'],
  ['let V1 = view () { Mail }; union V*', 'V*', 'Name them: "V1"'],
  // Wrong to Kusto too
  ['Mail | where Nothing == 1', 'Nothing', 'does not refer to'],
  ['Nothing | count', 'Nothing', 'does not refer to'],
  // Tables of a Sentinel workspace that no archive has
  ['Mail | join (SigninLogs) on $left.User == $right.UserId', 'SigninLogs', 'AuditAzureActiveDirectory'],
  ['AuditLogs | count', 'AuditLogs', 'TargetResources is Target'],
  ['MessageEvents | take 1', 'MessageEvents', 'Workload == "MicrosoftTeams"'],
  ['GraphAPIAuditEvents | take 1', 'GraphAPIAuditEvents', 'isfuzzy=true'],
  ['table("SigninLogs") | take 1', '"SigninLogs"', 'Sign-ins are in AuditAzureActiveDirectory'],
  ['union isfuzzy=true SigninLogs, AuditLogs | where a == 0', 'AuditLogs', 'Changes of the directory are in'],
  ['let f = (t: string) { table(t) | project A }; f("SigninLogs")', 'f("SigninLogs")', 'no table SigninLogs here. '],
  ['CloudAppEvents | take 1', 'CloudAppEvents', 'RawEventData is Record'],
  ['let rows = SecurityAlert | take 1; rows | count', 'SecurityAlert', 'AlertTriggered'],
  ['DeviceProcessEvents | take 1', 'DeviceProcessEvents', 'isfuzzy=true'],
  ['_Im_Authentication() | take 1', '_Im_Authentication', 'read OfficeActivity'],
  ['workspace("soc").Mail', 'workspace', 'one database'],
  // What the language service lets pass
  ['Mail | extend x = iff(Size > 1, Size, User)', 'iff(Size > 1, Size, User)', 'long, string'],
  ['Mail | extend x = case(Size > 1, 1h, Size > 0, 5, 1h)', 'case(Size > 1, 1h, Size > 0, 5, 1h)', 'timespan, long'],
  ['print d = dynamic([1, 2]) | extend x = d[0] + d[1]', 'd[0] + d[1]', 'two dynamic values'],
  [
    'let sizes = (name: string) { table(name) | where Weight > 1 }; sizes("Mail")',
    'sizes("Mail")',
    'no column or value "Weight"',
  ],
  ['print a = dynamic(1) | join (print a = dynamic(1)) on a', 'a', 'cannot be joined by a dynamic value'],
  ['print a = dynamic(1) | join (print a = "") on a', 'a', 'Convert it before the join'],
  ['print a = 1 | join (print b = "") on $left.a == $right.b', '$left.a == $right.b', 'Convert it before the join'],
  ['print a = dynamic(1) | lookup (print a = dynamic(1), b = 1) on a', 'a', 'cannot be joined by a dynamic value'],
  ['Mail | make-series arg_max(Size, User) on Size step 1', 'arg_max(Size, User)', 'an aggregate for each series'],
  ['Mail | summarize percentile(Size, 101)', 'percentile(Size, 101)', 'from 0 to 100'],
  ['Mail | summarize percentiles(Size, 50, -5)', 'percentiles(Size, 50, -5)', 'from 0 to 100'],
  ['print guid(abc)', 'guid(abc)', 'no guid'],
  ['print 0x1ffffffffffffffff', '0x1ffffffffffffffff', 'no long'],
  ['print int(0x1ffffffff)', 'int(0x1ffffffff)', 'no int'],
  ['Mail | summarize make_list(User, Size)', 'make_list(User, Size)', 'limit of make_list() is a constant'],
  ['Mail | summarize make_set_if(User, true, Size)', 'make_set_if(User, true, Size)', 'is a constant'],
  [
    'Mail | sort by Size | extend s = row_window_session(now(), 1h * Size, 1m)',
    'row_window_session(now(), 1h * Size, 1m)',
    'is a constant',
  ],
  ['Mail | extend r = row_rank(Size)', 'row_rank(Size)', 'needs rows in an order'],
  ['Mail | sort by Size | extend p = prev(User, Size)', 'prev(User, Size)', 'is a constant'],
  ['Mail | where User == Size', 'User == Size', 'long'],
  [
    'Mail | extend at = now(-1h * Size) | where at != 1h * Size',
    'at != 1h * Size',
    'different types (datetime, timespan)',
  ],
  // With what to do about it
  ['Mail | where Size = 5', 'Size = 5', 'compared by "=="'],
  ['Mail | mv-apply one = todynamic(User) on (where Size = 5)', 'Size = 5', 'compared by "=="'],
  ['datatable()[1]', 'datatable()[1]', 'has columns'],
  ['Mail | parse User with', 'parse User with', 'names of columns'],
  ['Mail | mv-apply one = User on (count)', 'one = User', 'type dynamic'],
  ['Mail | where Size == 5 && User == "ann"', '&', 'joined by "and"'],
  ['Mail | where User > 5', '>', 'tolong(a)'],
  ['Mail | extend day = startofday(User)', 'User', 'todatetime(a)'],
  ['Mail | extend d = todynamic(User) | summarize count() by d', 'd', 'tostring(a)'],
  ['Mail | extend d = todynamic(User) | order by d', 'd', 'tostring(a)'],
  ['Mail | where sum(Size) > 5', 'sum', 'stand in "summarize"'],
  // JSON as text
  ['Mail | where User.Name == "x"', 'Name', 'write parse_json(User).Name'],
  ['Mail | extend letter = User[0]', '[0]', 'write parse_json(User)[0]'],
  // What web pages make of a query
  ['Mail | where User == “ann”', '“', 'write " instead'],
  ['Mail | where User == ‘ann’', '‘', "write ' instead"],
  ['Mail | extend Less = Size – 1', '–', 'write - instead'],
  ['Mail | extend a = 1, b = a + 1', 'a', 'does not refer to'],
  ['let f = (n: long) { f(n - 1) }; print f(1)', 'f', 'does not refer to'],
  ['Mail | where User > 1 + ', '', ''],
  ['Mail | join kind=inner Mail on $left.Size > $right.Size', '$left.Size > $right.Size', '$left.<column> == $right'],
  ['Mail | summarize', 'summarize', 'needs an aggregate'],
  ['Mail | top-nested 1 of User by count() | extend n = row_number()', 'row_number()', 'needs rows in an order'],
  [
    'Mail | sort by Size | scan declare (Size: long) with (step s: true;)',
    'scan declare (Size: long) with (step s: true;)',
    'another name',
  ],
  ['Mail | sort by Size | scan with (step s: true => Size = 5;)', 'Size = 5', 'declared columns only'],
  ['Mail | sort by Size | scan with (step s: true; step s: Size > 5;)', 'step s: Size > 5;', 'its own name'],
  ['Mail | sort by Size | extend n = row_number(Size)', 'row_number(Size)', 'is a constant'],
  ['Mail | take Size', 'Size', 'whole number from 0 on'],
  ['Mail | take -1', '-1', 'whole number from 0 on'],
  ['Mail | extend d = todynamic(User) | top 1 by d', 'd', 'tostring(a)'],
  ['Mail | project-away *', 'Mail | project-away *', 'keep at least one'],
  ['Mail | take "a"', '"a"', ''],
  ['Mail | where strlen(User', '', ''],
  ['Mail | union (Mail | project User) on User', '', ''],
  ['Mail | sort by', '', ''],
  ['print parse_json(1, 2)', '', ''],
  ['Mail | top-nested 1 of User by sum(Size), top-nested 1 of User', '', ''],
  ['.show tables', '.show tables', 'write a query'],
  // Regular expressions that are none
  ['Mail | where User matches regex "(?<=a)b"', 'User matches regex "(?<=a)b"', 'no look-around'],
  ['Mail | extend x = extract(@"(a)\\1", 1, User)', 'extract(@"(a)\\1", 1, User)', 'no back-references'],
  ['Mail | extend x = extract("(a", 1, User)', 'extract("(a", 1, User)', '"(" without its ")"'],
  ['Mail | extend x = replace_regex(User, "a)", "")', 'replace_regex(User, "a)", "")', '")" without its "("'],
  ['Mail | where User matches regex "[a"', 'User matches regex "[a"', '"[" without its "]"'],
  ['Mail | where User matches regex "*.com"', 'User matches regex "*.com"', 'nothing that "*" could repeat'],
  ['Mail | parse kind=regex User with "(" Name', 'parse kind=regex User with "(" Name', '"(" without its ")"'],
  // Functions that are not there
  ['Mail | where User like "a%"', 'User like "a%"', 'Write startswith'],
  ['print bin_auto(5)', 'bin_auto(5)', 'set query_bin_auto_size = 1h;'],
  // Arguments that no type tells
  ['print datetime_utc_to_local(now(), "Berlin")', 'datetime_utc_to_local(now(), "Berlin")', 'no time zone'],
  ['Mail | where around(User, "a", "b")', 'around(User, "a", "b")', 'takes a number, a datetime or a timespan'],
])('%s', (query, place, words) => {
  const { place: refusedPlace, message } = refusal(query);
  expect(message).toContain(words);
  if (place !== '') {
    expect(query).toContain(place);
    expect(refusedPlace).toContain(place);
  }
});
