import type { Bundle, BundleEntry, BundleLink, Resource } from '@medplum/fhirtypes';
import type { FhirPage } from '../../application/fhir/search-fhir-resources.use-case';

/** A page as a Bundle, with the ways to the pages beside it (R4 section 3.1.1.2). */
export function searchSet(
  { search, matches, included, total }: FhirPage,
  { base, type, query }: { base: string; type: string; query: URLSearchParams },
): Bundle {
  const entryOf =
    (mode: 'match' | 'include') =>
    (resource: Resource): BundleEntry => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode },
    });
  const entry = [...matches.map(entryOf('match')), ...included.map(entryOf('include'))];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total,
    link: links(search, total, (offset) => {
      const page = new URLSearchParams(query);
      page.set('_count', String(search.count));
      page.set('_offset', String(offset));
      return `${base}/${type}?${page}`;
    }),
    ...(entry.length > 0 ? { entry } : {}),
  };
}

function links(
  { count, offset }: FhirPage['search'],
  total: number,
  urlOf: (offset: number) => string,
): BundleLink[] {
  return [
    { relation: 'self', url: urlOf(offset) },
    ...(count > 0 && offset + count < total ? [{ relation: 'next', url: urlOf(offset + count) }] : []),
    ...(offset > 0 ? [{ relation: 'previous', url: urlOf(Math.max(0, offset - count)) }] : []),
  ];
}
