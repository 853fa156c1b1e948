/** Functions that are not supported, and what to write instead. */
const alternatives: Readonly<Record<string, string>> = {
  current_cursor: 'An archive has no cursors: write a condition on ContentCreated.',
  cursor_after: 'An archive has no cursors: write a condition on ContentCreated.',
  cursor_before_or_at: 'An archive has no cursors: write a condition on ContentCreated.',
  cursor_current: 'An archive has no cursors: write a condition on ContentCreated.',
  current_cluster_endpoint: 'There is one database here, on this computer.',
  current_node_id: 'There is one computer here: leave it out.',
  current_database: 'There is one database here, on this computer.',
  current_principal: 'A query runs as nobody: write the name as a text.',
  current_principal_details: 'A query runs as nobody: write the name as a text.',
  current_principal_is_member_of: 'A query runs as nobody.',
  extent_id: 'Records are in no extents here: leave it out.',
  extent_tags: 'Records are in no extents here: leave it out.',
  extentid: 'Records are in no extents here: leave it out.',
  inner_nodes: 'There are no graphs here: use join.',
  labels: 'There are no graphs here: use join.',
  like: 'Write startswith, contains or matches regex.',
  likecs: 'Write startswith_cs, contains_cs or matches regex.',
  notlike: 'Write !startswith, !contains or not(... matches regex ...).',
  notlikecs: 'Write !startswith_cs, !contains_cs or not(... matches regex ...).',
  row_id: 'Write row_number() after serialize.',
};

/** The same for all functions whose names begin alike. */
const alternativesOfFamilies: readonly (readonly [start: string, instead: string])[] = [
  ['geo_s2cell_', 'Of cells there are those of H3 and of geohashes: geo_point_to_h3cell(), geo_point_to_geohash().'],
  [
    'geo_point_to_s2cell',
    'Of cells there are those of H3 and of geohashes: geo_point_to_h3cell(), geo_point_to_geohash().',
  ],
  ['geo_', 'Of shapes there are geo_point_in_circle(), geo_point_in_polygon() and distances between points.'],
  ['node_', 'There are no graphs here: use join.'],
];

/** What to write instead of a function; undefined where nothing better is known. */
export function insteadOfFunction(name: string): string | undefined {
  return Object.hasOwn(alternatives, name)
    ? alternatives[name]
    : alternativesOfFamilies.find(([start]) => name.startsWith(start))?.[1];
}
