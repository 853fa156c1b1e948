/** Functions of numbers, arrays and bags where their arguments are at the edge, or beyond it. */
import { testAnswers } from './answers';

testAnswers([
  ['gamma(0)', 'Infinity'],
  ['loggamma(0)', 'Infinity'],
  ['sin(real(inf))', 'NaN'],
  ['abs(-9223372036854775807 - 1)', '-9223372036854775808'],
  ['binary_shift_left(1, 65)', 2],
  ['binary_shift_left(1, 63)', '-9223372036854775808'],
  ['binary_shift_left(1, -1)', null],
  ['binary_shift_right(-8, 65)', -4],
  ['round(7) / 2', 3],
  ['strrep("ab", -1)', ''],
  ['array_concat(dynamic([1]), dynamic(null))', [1]],
  ['array_sum(dynamic([1, null, 2.5]))', 3.5],
  ['array_sum(dynamic([1, "x"]))', null],
  ['array_index_of(dynamic(["a", "b", "a"]), "a", 1)', 2],
  ['array_index_of(dynamic(["John", "Denver", "Bob", "Marley"]), "Marley", -3)', 3],
  ['array_index_of(dynamic(["John", "Denver", "Bob", "Marley"]), "Marley", 0, 3)', -1],
  ['array_index_of(dynamic(["a", "b", "a", "b"]), "b", 0, -1, 2)', 3],
  ['bag_has_key(dynamic({"a": {"b": 1}}), "$.a.b")', true],
  ['bag_has_key(dynamic({"a": {"b": 1}}), "$.b")', false],
  ['bag_set_key(dynamic({"b": 1, "a": 2}), "c", "x")', { b: 1, a: 2, c: 'x' }],
  ['bag_set_key(dynamic({"a": {"b": 1}}), "$.a.c.d", 2)', { a: { b: 1, c: { d: 2 } } }],
  ['bag_zip(dynamic(["a", 1, "c", "d"]), dynamic([1, 2, 3]))', { a: 1, c: 3, d: null }],
  ['bag_zip(dynamic(["a"]), dynamic([1, 2]))', { a: 1 }],
]);
