import type { KustoType } from '../../core/kql/kustoType';
import type { CellValue } from '../../core/protocol/queryProtocol';
import type { ResultFilter } from '../../core/protocol/resultProtocol';
import { isNumeric } from '../values/displayText';
import type { FilteredColumn } from './filteredColumn';
import { boundText, readBound } from './rangeBound';

/** What the fields of a column's filter hold. */
export interface FilterFields {
  readonly values: readonly CellValue[];
  readonly isValuesExcluded: boolean;
  readonly text: string;
  readonly isTextExcluded: boolean;
  readonly from: string;
  readonly until: string;
  readonly emptiness: 'any' | 'empty' | 'notEmpty';
}

const noFilter: FilterFields = {
  values: [],
  isValuesExcluded: false,
  text: '',
  isTextExcluded: false,
  from: '',
  until: '',
  emptiness: 'any',
};

/** Types whose values have a range that people think in. */
export function hasRange(type: KustoType): boolean {
  return isNumeric(type) || type === 'datetime' || type === 'timespan';
}

export function fieldsOf(filters: readonly ResultFilter[], column: FilteredColumn): FilterFields {
  return filters.reduce<FilterFields>((fields, filter) => {
    switch (filter.kind) {
      case 'values':
        return { ...fields, values: filter.values, isValuesExcluded: filter.isExcluded };
      case 'text':
        return { ...fields, text: filter.text, isTextExcluded: filter.isExcluded };
      case 'empty':
        return { ...fields, emptiness: filter.isExcluded ? 'notEmpty' : 'empty' };
      case 'range':
        return { ...fields, from: boundText(filter.from, column), until: boundText(filter.until, column) };
    }
  }, noFilter);
}

/** The filters that the fields ask for; fields that are left empty ask for none. */
export function filtersOf(fields: FilterFields, column: FilteredColumn): readonly ResultFilter[] {
  const { place } = column;
  const from = readBound(fields.from, column);
  const until = readBound(fields.until, column);
  const filters: ResultFilter[] = [];
  if (fields.values.length > 0) {
    filters.push({ kind: 'values', ...place, values: fields.values, isExcluded: fields.isValuesExcluded });
  }
  if (fields.text !== '') {
    filters.push({ kind: 'text', ...place, text: fields.text, isExcluded: fields.isTextExcluded });
  }
  if (from !== undefined || until !== undefined) {
    filters.push({
      kind: 'range',
      ...place,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    });
  }
  if (fields.emptiness !== 'any') {
    filters.push({ kind: 'empty', ...place, isExcluded: fields.emptiness === 'notEmpty' });
  }
  return filters;
}
