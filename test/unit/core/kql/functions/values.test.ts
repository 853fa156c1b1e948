/** Arrays, bags, times and numbers. */
import { testAnswers, testRows } from './answers';

testAnswers([
  ['tostring(0.1 + 0.2)', '0.30000000000000007'],
  ['tostring(-1.0 / 3)', '-0.3333333333333333'],
  ['tostring(100000.0 / 7)', '14285.714285714286'],
  ['tostring(-0.0)', '-0.0'],
  ['tostring(100000000000.0)', '100000000000.0'],
  ['tostring(1e20)', '100000000000000000000.0'],
  ['tostring(1e21)', '1e21'],
  ['tostring(1e-6)', '0.000001'],
  ['tostring(-1.5e-7)', '-1.5e-7'],
  ['strcat(real(-inf), real(nan), real(null))', '-infNaN'],
  [
    'tostring(bag_merge(dynamic({"a": 1.0, "b": 1}), dynamic({"c": [2.50, -0.0, "3.0"]})))',
    '{"a":1.0,"b":1,"c":[2.5,-0.0,"3.0"]}',
  ],
  ['tostring(bag_zip(dynamic(["a", "b"]), dynamic([1.0, 2])))', '{"a":1.0,"b":2}'],
  ['tostring(array_sort_asc(dynamic([2.0, 10, 1.0, 1.5])))', '[1.0,1.5,2.0,10]'],
  ['tostring(bag_set_key(dynamic({"a": 1.0}), "b", 1e3))', '{"a":1.0,"b":1000.0}'],
  ['tostring(bag_remove_keys(dynamic({"a": 1.0, "b": 2}), dynamic(["b"])))', '{"a":1.0}'],
  ['tostring(array_split(dynamic([1.0, 2]), 1))', '[[1.0],[2]]'],
  ['dynamic_to_json(dynamic({"b": 1.0, "a": 9223372036854775807}))', '{"a":9223372036854775807,"b":1.0}'],
  ['tostring(todynamic(dynamic({"a": [1, null]})))', '{"a":[1,null]}'],
  ["tostring(todynamic(pack_array(1, 'x'))[1])", 'x'],
  ["tostring(toobject(todynamic('[1, 2]')))", '[1,2]'],
  ['array_length(todynamic(dynamic(null)))', null],
  ["convert_angle(1.2, 'Degree', 'Arcminute')", 72],
  ["convert_angle(6400, 'NatoMil', 'Revolution')", 1],
  ["convert_angle(30, 'Degree', 'Tilt')", 0.5],
  ["convert_energy(1.2, 'Joule', 'BritishThermalUnit')", 0.00113738054437598],
  ["convert_energy(24, 'KilowattHour', 'KilowattDay')", 1],
  ["convert_force(32, 'OunceForce', 'PoundForce')", 2],
  ["convert_force(1, 'KilopoundForce', 'ShortTonForce')", 0.5],
  ["convert_length(1.2, 'Meter', 'Centimeter')", 120],
  ["convert_length(1, 'Mile', 'Foot')", 5280],
  ["convert_length(1, 'DtpPica', 'DtpPoint')", 12],
  ["convert_length(1, 'Parsec', 'LightYear')", 3.26156377716743],
  ["convert_length(1, 'meter', 'Foot')", null],
  ["convert_length(real(null), 'Meter', 'Foot')", null],
  ["convert_mass(1, 'LongTon', 'Stone')", 160],
  ["convert_speed(1, 'Knot', 'FootPerMinute')", 101.268591426072],
  ["convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')", -271.95],
  ["convert_temperature(212, 'DegreeFahrenheit', 'DegreeReaumur')", 80],
  ["convert_temperature(60, 'DegreeRoemer', 'DegreeNewton')", 33],
  ["convert_temperature(150, 'DegreeDelisle', 'DegreeRankine')", 491.67],
  ["convert_volume(1, 'OilBarrel', 'UsGallon')", 42],
  ["convert_volume(1, 'AcreFoot', 'CubicYard')", 1613.33333333333],
  ["convert_volume(2, 'ImperialPint', 'ImperialOunce')", 40],
  [
    'array_split(dynamic([1, 2, 3, 4, 5]), 2)',
    [
      [1, 2],
      [3, 4, 5],
    ],
  ],
  ['array_split(dynamic([1, 2, 3, 4, 5]), dynamic([1, 3]))', [[1], [2, 3], [4, 5]]],
  [
    'array_split(dynamic([1, 2, 3, 4, 5]), -2)',
    [
      [1, 2, 3],
      [4, 5],
    ],
  ],
  ['array_sort_asc(dynamic([null, "blue", "yellow", "green", null]), false)', [null, null, 'blue', 'green', 'yellow']],
  ['array_sort_desc(dynamic([1, null, 10, 9]))', [10, 9, 1, null]],
  ['set_equals(dynamic([1, 2, 2]), dynamic([2, 1]))', true],
  ['set_equals(dynamic([1, 2]), dynamic([3, 1]))', false],
  ['treepath(dynamic({"prop1": [1, 2, 3], "prop2": "value2"}))', ["['prop1']", "['prop1'][0]", "['prop2']"]],
  ['treepath(dynamic({"list": [100, "a", {"x": "y"}]}))', ["['list']", "['list'][0]", "['list'][0]['x']"]],
  ['dynamic_to_json(dynamic({"b": 1, "a": {"d": [2], "c": null}}))', '{"a":{"c":null,"d":[2]},"b":1}'],
  ['datetime_utc_to_local(datetime(2023-07-01 12:00:00.1234567), "Europe/Paris")', '2023-07-01T14:00:00.1234567Z'],
  ['datetime_local_to_utc(datetime(2023-07-01 12:00), "America/New_York")', '2023-07-01T16:00:00.0000000Z'],
  ['unixtime_nanoseconds_todatetime(1546300800000000000)', '2019-01-01T00:00:00.0000000Z'],
  ['datetime_diff("week", datetime(2020-01-15), datetime(2020-01-01))', 2],
  ['around(datetime(2020-01-01 00:01), datetime(2020-01-01), 1m)', true],
  ['around(3.5, 1.0, 2.0)', false],
  ['range(1, 5, 2)', [1, 3, 5]],
  ['range(1, 2, 0.5)', [1, 1.5, 2]],
  ['range(1.5, 3.0)', [1.5, 2.5]],
  [
    'range(datetime(2020-01-01), datetime(2020-01-01 02:30))',
    ['2020-01-01T00:00:00.0000000Z', '2020-01-01T01:00:00.0000000Z', '2020-01-01T02:00:00.0000000Z'],
  ],
  ['range(1h, 3h, 2h)', ['01:00:00', '03:00:00']],
  ['tohex(256)', '100'],
  ['tohex(256, 8)', '00000100'],
  ['tohex(-256)', 'ffffffffffffff00'],
  ['tohex(toint(-256), 8)', 'ffffff00'],
  ['datetime_part("second", datetime(2017-10-30 01:02:03.7654321))', 3],
  ['datetime_part("millisecond", datetime(2017-10-30 01:02:03.7654321))', 765],
  ['datetime_part("microsecond", datetime(2017-10-30 01:02:03.7654321))', 765432],
  ['datetime_part("nanosecond", datetime(2017-10-30 01:02:03.7654321))', 765432100],
  ['datetime_diff("nanosecond", datetime(2017-10-31 23:00:10.0000000), datetime(2017-10-31 23:00:10.0000007))', -700],
  [
    'tostring(bag_merge(dynamic({"a": {"x": 1}, "b": null}), dynamic({"a": {"y": 2}, "c": 9007199254740993})))',
    '{"a":{"x":1},"b":null,"c":9007199254740993}',
  ],
  ['tolong(bag_merge(dynamic({"c": 9007199254740993}), dynamic({})).c)', '9007199254740993'],
  ['bag_set_key(dynamic({"a": {"x": 1}}), "a", dynamic({"y": 2}))', { a: { y: 2 } }],
  ['bag_remove_keys(dynamic({"a": {"b": 1, "c": 2}, "d": 3}), dynamic(["$.a.b", "d"]))', { a: { c: 2 } }],
  ['bitset_count_ones(42)', 3],
  ['gamma(5.0)', 24],
  ['loggamma(5.0)', 3.178053830347946],
  ['erf(0.5)', 0.5204998778130465],
  ['erfc(3.0)', 2.209049699858544e-5],
  ['beta_cdf(0.5, 2.0, 3.0)', 0.6875],
  ['beta_inv(0.6875, 2.0, 3.0)', 0.5],
  ['beta_pdf(0.5, 2.0, 3.0)', 1.5],
  ['welch_test(1.0, 1.0, 10, 1.0, 4.0, 10)', 1],
  ['assert(1 < 2, "never")', true],
  ['9223372036854775807 + 1', '-9223372036854775808'],
  ['9223372036854775807 * 2', -2],
  ['-9223372036854775807 - 2', '9223372036854775807'],
  [
    'tostring(dynamic({"a": [9007199254740993], "b": "9007199254740993 is text", "c": -12345678901234567890}))',
    '{"a":[9007199254740993],"b":"9007199254740993 is text","c":-12345678901234567890}',
  ],
  ['tolong(parse_json("9007199254740993"))', '9007199254740993'],
]);

testRows([
  [
    'print (a, b) = array_sort_asc(dynamic([3, 1, 2]), dynamic(["c", "a", "b"]))',
    [
      [
        [1, 2, 3],
        ['a', 'b', 'c'],
      ],
    ],
  ],
  [
    'print a = 9223372036854775807 | extend b = a + a, c = a * 3, d = a + a - a + a * a | project b, c, d',
    [[-2, '9223372036854775805', '-9223372036854775808']],
  ],
  ['datatable(a: long)[9223372036854775807, 1] | summarize sum(a)', [['-9223372036854775808']]],
  [
    'datatable(t: datetime, s: timespan)[datetime(2020-01-01 00:00:00.0000001), 1tick, datetime(2020-01-01 00:00:00.0000003), -4tick, datetime(null), timespan(null)] | summarize avg(t), avg(s), avgif(s, isnull(t))',
    [['2020-01-01T00:00:00.0000002Z', '-00:00:00.0000001', null]],
  ],
  ['datatable(d: decimal)[] | summarize a = avg(d) | project isnull(a), tostring(a)', [[true, '']]],
  [
    'datatable(a: long)[9223372036854775807, long(min), long(null), 5] | project a + 1, a - 1, 2 + a, 3 - a',
    [
      ['-9223372036854775808', '9223372036854775806', '-9223372036854775807', '-9223372036854775804'],
      ['-9223372036854775807', '9223372036854775807', '-9223372036854775806', '-9223372036854775805'],
      [null, null, null, null],
      [6, 4, 7, -2],
    ],
  ],
  [
    'datatable(d: dynamic)[dynamic({"a": 1, "b": {"x": 1}}), dynamic({"a": 2, "b": {"y": 1}, "c": null})] | summarize make_bag(d)',
    [[{ a: 1, b: { x: 1 }, c: null }]],
  ],
  [
    'datatable(d: dynamic)[dynamic([1, 2]), dynamic([2, 3])] | summarize make_set(d), make_list(d)',
    [
      [
        [1, 2, 3],
        [
          [1, 2],
          [2, 3],
        ],
      ],
    ],
  ],
  ['print a = 1, b = "", c = int(null), d = "x" | project p = pack_all(true)', [[{ a: 1, d: 'x' }]]],
]);

// The shape of a dynamic value is the data's, also where the query has it
testRows([
  ['print d = dynamic({"a": 1}) | project array_length(d), bag_keys(d.a), d[0], d.a[5]', [[null, null, null, null]]],
  ['print d = dynamic([1, 2]) | extend x = d["a"] | project isnull(x), x[0], array_length(x)', [[true, null, null]]],
  ['print d = dynamic("abc") | project d[0], d.x, array_sum(d)', [[null, null, null]]],
]);

// With a query in an operand
testRows([
  [
    'let T = datatable(a: long)[1, 5]; T | extend b = toscalar(T | count) - a, c = a * toscalar(T | summarize max(a)), d = abs(a - toscalar(T | count))',
    [
      [1, 1, 5, 1],
      [5, -3, 25, 3],
    ],
  ],
  [
    'let T = datatable(a: long)[9223372036854775807]; T | project b = a + toscalar(T | count), c = -toscalar(T) - 2',
    [['-9223372036854775808', '9223372036854775807']],
  ],
  [
    'print a = gamma(toscalar(print 5)), b = make_datetime(toscalar(print 2026), 6, 15)',
    [[24, '2026-06-15T00:00:00.0000000Z']],
  ],
]);
