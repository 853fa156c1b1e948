/** Texts that become times, and times at the edges. */
import { testAnswers } from './answers';

const at = (text: string): string => `2014-11-08T${text}.0000000Z`;

testAnswers([
  ['todatetime("2014-11-08T15:05:25+02:00")', at('13:05:25')],
  ['todatetime("2014-11-08T15:05:25.1234567-0830")', '2014-11-08T23:35:25.1234567Z'],
  ['todatetime("2014-11-08 15:05:25 +00:30")', at('14:35:25')],
  ['todatetime("2014-11-08T15:05:25 GMT")', at('15:05:25')],
  ['todatetime("Sat, 8 Nov 14 15:05:02 GMT")', at('15:05:02')],
  ['todatetime("8 Nov 2014 15:05")', at('15:05:00')],
  ['todatetime("Saturday, 08-Nov-14 15:05:02 GMT")', at('15:05:02')],
  ['todatetime("Nov 8, 2014 3:05 PM")', at('15:05:00')],
  ['todatetime("11/8/2014 12:05:02 AM")', at('00:05:02')],
  ['todatetime("2014/11/08")', at('00:00:00')],
  ['todatetime(" 2014-11-08 ")', at('00:00:00')],
  ['todatetime("2014")', '2014-01-01T00:00:00.0000000Z'],
  ['todatetime("1 Jan 99")', '1999-01-01T00:00:00.0000000Z'],
  ...[
    '',
    'infinity',
    'epoch',
    'now',
    'abc 12',
    '10000-01-01',
    '0000-01-01',
    '2014-02-30',
    '8 Foo 2014',
    '13:00 PM',
  ].map((text) => [`todatetime("${text}")`, null] as const),
  ['totimespan("1.5h")', '01:30:00'],
  ['totimespan("-1.02:03:04.5")', '-1.02:03:04.5000000'],
  ['totimespan("abc")', null],
  ['make_timespan(1, 12, 30, 55.123)', '1.12:30:55.1230000'],
  ['make_timespan(12, 30, 55.5)', '12:30:55.5000000'],
  ['make_timespan("1.12:30:00")', '1.12:30:00'],
  ['toint(1s)', 10_000_000],
  ['make_datetime("2014-11-08")', at('00:00:00')],
  ['unixtime_seconds_todatetime(1415404800.5)', '2014-11-08T00:00:00.5000000Z'],
  ['unixtime_seconds_todatetime(99999999999999)', null],
  ['unixtime_milliseconds_todatetime(-62135596800001)', null],
]);
