/** Places on the earth: a distance that is documented is met to the millimeter. */
import { testAnswers } from './answers';

testAnswers([
  ['round(geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056), 3)', 1546754.352],
  ['geo_distance_2points(200.0, 0.0, 0.0, 0.0)', null],
  ['geo_point_in_circle(-122.317404, 47.609119, -122.3518577, 47.6205099, 3500)', true],
  ['geo_point_in_circle(-122.317404, 47.609119, -122.3518577, 47.6205099, 2500)', false],
  ['geo_point_to_geohash(-80.195829, 25.802215, 8)', 'dhwfz15h'],
  ['geo_point_to_geohash(-80.195829, 25.802215)', 'dhwfz'],
  ['geo_geohash_to_central_point("sunny")', { type: 'Point', coordinates: [42.47314453125, 23.70849609375] }],
  ['geo_geohash_to_central_point("a")', null],
  [
    'geo_geohash_to_polygon("s")',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [45, 0],
          [45, 45],
          [0, 45],
          [0, 0],
        ],
      ],
    },
  ],
  ['tostring(geo_geohash_to_polygon("s").coordinates[0][1])', '[45.0,0.0]'],
  ['geo_point_to_h3cell(-74.04450446039874, 40.689250859314974)', '862a1072fffffff'],
  ['geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 16)', ''],
  ['geo_point_to_h3cell(181.0, 40.0)', ''],
  ['geo_h3cell_level("862a1072fffffff")', 6],
  ['geo_h3cell_level("862")', null],
  [
    'geo_point_to_h3cell(toreal(geo_h3cell_to_central_point("862a1072fffffff").coordinates[0]), toreal(geo_h3cell_to_central_point("862a1072fffffff").coordinates[1]))',
    '862a1072fffffff',
  ],
  ['geo_h3cell_to_central_point("x")', null],
  ['array_length(geo_h3cell_to_polygon("862a1072fffffff").coordinates[0])', 7],
  ['geo_h3cell_parent("862a1072fffffff")', '852a1073fffffff'],
  ['geo_h3cell_parent("862a1072fffffff", 1)', '812a3ffffffffff'],
  ['geo_h3cell_parent("862a1072fffffff", 6)', ''],
  ['array_length(geo_h3cell_children("862a1072fffffff"))', 7],
  ['geo_h3cell_children("862a1072fffffff")[0]', '872a10728ffffff'],
  ['geo_h3cell_children("802bfffffffffff", 15)', null],
  [
    'array_sort_asc(geo_h3cell_neighbors("862a1072fffffff"))',
    ['862a100d7ffffff', '862a100dfffffff', '862a10707ffffff', '862a1070fffffff', '862a10727ffffff', '862a10777ffffff'],
  ],
  ['array_length(geo_h3cell_rings("862a1072fffffff", 2)[2])', 12],
  ['geo_h3cell_rings("862a1072fffffff", 143)', null],
  [
    'array_sort_asc(geo_geohash_neighbors("sunny"))',
    ['sunnt', 'sunnv', 'sunnw', 'sunnx', 'sunnz', 'sunpj', 'sunpn', 'sunpp'],
  ],
  ['array_sort_asc(geo_geohash_neighbors("8"))', ['2', '3', '9', 'b', 'c', 'r', 'x', 'z']],
  [
    'geo_point_in_polygon(5.0, 5.0, dynamic({"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]}))',
    true,
  ],
  [
    'geo_point_in_polygon(15.0, 5.0, dynamic({"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]}))',
    false,
  ],
  [
    'geo_point_in_polygon(5.0, 5.0, dynamic({"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]]}))',
    false,
  ],
]);
