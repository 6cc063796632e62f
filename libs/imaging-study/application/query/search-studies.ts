import { Injectable } from '@nestjs/common';
import type { DicomJson } from '@wetread/dicom';
import type { AttributeQuery } from '../../domain/query/attribute-query';
import { AttributeSearch } from '../../domain/query/attribute-search';
import { resultMaker, returnedTags } from './returned-attributes';

/** So many results are in memory at a time, whatever their number. */
const BATCH = 200;

export interface SearchResults {
  /** Whether there are results beyond `limit`. */
  hasMore: boolean;
  results: AsyncIterable<DicomJson>;
}

/** Searches patients, studies, series or instances by their attributes, for QIDO-RS and C-FIND alike. */
@Injectable()
export class SearchStudies {
  constructor(private readonly search: AttributeSearch) {}

  /**
   * Every result up to the query's limit, as data sets in the DICOM JSON Model with the attributes of PS3.18 tables
   * 10.6.3-3 to 10.6.3-5. Leaving the loop early stops the search.
   */
  async *execute(query: AttributeQuery): AsyncGenerator<DicomJson> {
    yield* (await this.open(query)).results;
  }

  /**
   * {@link execute} with the word whether that is all. What is found is settled now; rows are read as they are taken,
   * and no transaction is held meanwhile. An object that is deleted in between is left out.
   */
  async open(query: AttributeQuery): Promise<SearchResults> {
    const { limit, include } = query;
    if (limit === null)
      return { hasMore: false, results: this.batches(query, await this.search.keys(query)) };
    const oneMore = { ...query, limit: limit + 1 };
    if (limit <= BATCH && include !== 'all') {
      const rows = await this.search.rows(oneMore, instanceTags(query));
      const results = rows.slice(0, limit).map(resultMaker(query));
      return { hasMore: rows.length > limit, results: eachOf(results) };
    }
    const keys = await this.search.keys(oneMore);
    return { hasMore: keys.length > limit, results: this.batches(query, keys.slice(0, limit)) };
  }

  private async *batches(query: AttributeQuery, keys: readonly string[]): AsyncGenerator<DicomJson> {
    const make = resultMaker(query);
    for (let start = 0; start < keys.length; start += BATCH) {
      const batch = keys.slice(start, start + BATCH);
      for (const row of await this.search.rowsOf(query.level, batch, instanceTags(query))) yield make(row);
    }
  }
}

async function* eachOf<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

function instanceTags(query: AttributeQuery): readonly string[] | 'all' {
  if (query.include === 'all') return 'all';
  const { always, whenKnown } = returnedTags(query);
  return [...always, ...whenKnown];
}
