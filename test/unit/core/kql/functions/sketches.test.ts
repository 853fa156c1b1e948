/** Aggregates that keep values, weights and schemas; sessions. */
import { testRows } from './answers';

testRows([
  [
    'datatable(v: real)[1.0, real(inf), 2.0] | summarize stdev(v), variance(v), stdevp(v), variancep(v), covariance(v, v)',
    [['NaN', 'NaN', 'NaN', 'NaN', 'NaN']],
  ],
  [
    'datatable(t: timespan)[timespan(10675199.02:48:05.4775807), 1h] | summarize sum(t), max(t)',
    [[null, '10675199.02:48:05.4775807']],
  ],
  [
    'datatable(v: long)[9223372036854775807, 1] | serialize c = row_cumsum(v) | project c',
    [['9223372036854775807'], ['-9223372036854775808']],
  ],
  [
    'datatable(v: long, w: long)[1, 1, 2, 1, 3, 8] | summarize percentilew(v, w, 50), percentilesw(v, w, 10, 20), percentilesw_array(v, w, 10, 99), percentiles_array(v, 50, 100)',
    [[3, 1, 2, [1, 3], [2, 3]]],
  ],
  [
    'datatable(v: long, w: long)[1, 1, 2, 1, 3, 8] | summarize covariance(v, w), covariancep(v, w)',
    [[3.5, 2.3333333333333335]],
  ],
  [
    'datatable(t: datetime, w: long)[datetime(2020-01-01), 1, datetime(2020-01-02), 5] | summarize percentilew(t, w, 50)',
    [['2020-01-02T00:00:00.0000000Z']],
  ],
  [
    'datatable(v: long)[1, 2, 3, 4] | summarize td = tdigest(v), h = hll(v) | project rank_tdigest(td, 3), percentrank_tdigest(td, 2), percentiles_array_tdigest(td, 50, 100), percentile_tdigest(td, 50, typeof(long)), dcount_hll(h)',
    [[3, 50, [2, 4], 2, 4]],
  ],
  [
    'datatable(v: real)[2.0, real(inf), real(-inf)] | summarize td = tdigest(v) | project td, percentile_tdigest(td, 100), percentile_tdigest(td, real(inf))',
    [[['-Infinity', 2, 'Infinity'], 'Infinity', null]],
  ],
  [
    'datatable(g: long, v: long)[1, 1, 1, 2, 2, 2, 2, 3] | summarize h = hll(v), td = tdigest(v) by g | summarize m = hll_merge(h), t = tdigest_merge(td) | project dcount_hll(m), percentile_tdigest(t, 100, typeof(long))',
    [[3, 3]],
  ],
  [
    'print d = dynamic({"a": 1.0, "b": 9223372036854775807, "c": "1"}) | summarize buildschema(d)',
    [[{ a: 'double', b: 'long', c: 'string' }]],
  ],
  [
    'datatable(d: dynamic)[dynamic({"x": 1, "y": 3.5}), dynamic({"x": "somevalue", "z": [1, 2, 3]}), dynamic({"y": {"w": "zzz"}, "t": ["aa", "bb"], "z": ["foo"]})] | summarize buildschema(d)',
    [
      [
        {
          x: ['long', 'string'],
          y: ['double', { w: 'string' }],
          z: { '`indexer`': ['long', 'string'] },
          t: { '`indexer`': 'string' },
        },
      ],
    ],
  ],
  [
    'datatable(id: string, t: datetime)["a", datetime(2020-01-01 00:00), "a", datetime(2020-01-01 00:04), "a", datetime(2020-01-01 00:08), "a", datetime(2020-01-01 00:12), "b", datetime(2020-01-01 00:01), "a", datetime(2020-01-01 01:00)] | sort by id asc, t asc | project id, s = row_window_session(t, 10m, 5m, id != prev(id))',
    [
      ['a', '2020-01-01T00:00:00.0000000Z'],
      ['a', '2020-01-01T00:00:00.0000000Z'],
      ['a', '2020-01-01T00:00:00.0000000Z'],
      ['a', '2020-01-01T00:12:00.0000000Z'],
      ['a', '2020-01-01T01:00:00.0000000Z'],
      ['b', '2020-01-01T00:01:00.0000000Z'],
    ],
  ],
]);
