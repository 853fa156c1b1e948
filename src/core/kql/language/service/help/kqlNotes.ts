/** Where an answer may differ from Kusto's, or has a limit. */
export const kqlNotes: Readonly<Record<string, string>> = {
  'top-hitters': 'exact, where Kusto estimates',
  dcount: 'exact; the accuracy is not used',
  dcountif: 'exact; the accuracy is not used',
  hll: 'keeps the different values, so what is asked of it is exact; it can be used here only',
  hll_if: 'as `hll`',
  tdigest: 'keeps all values, so what is asked of it is exact; without weights; it can be used here only',
  percentile: 'exact, where Kusto estimates above a few thousand values',
  percentiles: 'as `percentile`',
  hash: 'of texts, longs, datetimes and timespans the hash that Kusto gives; of other types, equal values have equal hashes',
  hash_xxhash64: 'as `hash`',
  hash_combine:
    'equal values have equal hashes, but the digits are not Kusto’s, which are made in a way that is not published',
  hash_many: 'as `hash_combine`',
  bin_auto: 'the size, and where a bin starts, are those of `set query_bin_auto_size` and `set query_bin_auto_at`',
  estimate_data_size: 'of a dynamic value, the length of its JSON',
  parse_user_agent: 'knows the common browsers, systems and devices; others are `Other`',
  parse_version: 'for comparing and converting to text; a result of more than 16 digits is shown rounded',
  todecimal:
    'a decimal has at most 20 digits before the point and 18 behind it: a larger one is null, and what is further behind is cut',
  gettype: 'a datetime, timespan or guid within a dynamic value is a text',
  bag_has_key: 'reads a path where it is written as a literal; what comes from a column is the name of a key',
  parse_xml: 'document types are not read',
  geo_info_from_ip_address: 'looks in the MaxMind database that you choose',
  ingestion_time:
    'when the service had the record ready (`ContentCreated`); in `OfficeActivity`, the time of the event',
  geo_point_in_polygon: 'for polygons that do not go around a pole',
  series_periods_detect: 'by autocorrelation; the scores differ from Kusto’s',
  series_periods_validate: 'as `series_periods_detect`',
  series_decompose: 'finds the season by autocorrelation, and takes the median of each of its places',
  series_decompose_anomalies: 'as `series_decompose`; the scores are widths between the fences of Tukey’s test',
  series_decompose_forecast: 'as `series_decompose`',
  series_seasonal: 'as `series_decompose`',
  series_fit_2lines: 'each line has its own place 1',
  series_fit_2lines_dynamic: 'as `series_fit_2lines`',
  series_outliers: 'scores are widths between the percentiles',
  bag_unpack:
    'asks the data for its columns; in a function they must be named: `evaluate bag_unpack(bag) : (Name: string)`',
  pivot: 'as `bag_unpack`; at most 1,000 columns',
  basket:
    'exact: no sample is taken; of the combinations of one number of values, the 1,000 most frequent are followed, and fewer where there are more than 20 columns, or very many different rows; `Percent` has one decimal',
  autocluster:
    'the counts are exact, but the segments may be others than Kusto’s: those of at least 3 % of the rows whose values tell most of most rows; the number of seeds is not used',
  diffpatterns:
    'the counts are exact, but the segments may be others than Kusto’s: those whose shares differ more than those of any that says more or less; at most five values that do not follow from each other, unless it is said',
  estimate_rows_count: 'exact',
  funnel_sequence:
    'counts states with no other between them; as the last operator of a statement it gives all three tables, else the first',
  preview: 'gives the count too where it is the last operator of a statement',
  sequence_detect: 'as a `scan` with a step for each condition',
  externaldata: 'reads files that you let it read; never the network',
  fork: 'as the last operator of a statement',
  facet: 'as the last operator of a statement',
  scan: 'rows are gone through one by one: quickly where steps look back with comparisons, logic, sums, `iff`, `case` and tests for nulls; with other functions, some hundreds a second',
  search:
    'of all tables goes through each record once, in the table of its content type, and not through `AuditRecords`, `OfficeActivity` and results of cells unless they are named',
  find: 'as `search`',
  'top-nested': '`with others` in one level',
  'matches regex': 'regular expressions are RE2’s: no look-around and no back-references',
};
