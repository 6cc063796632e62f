import type { Bundle, BundleLink } from '@medplum/fhirtypes';
import type { FhirPage } from '../../application/fhir/search-fhir-resources.use-case';

/** A page as a Bundle, with the ways to the pages beside it (R4 section 3.1.1.2). */
export const searchSet = (
  { search, resources, total }: FhirPage,
  { base, type, query }: { base: string; type: string; query: URLSearchParams },
): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total,
  link: links(search, total, (offset) => {
    const page = new URLSearchParams(query);
    page.set('_count', String(search.count));
    page.set('_offset', String(offset));
    return `${base}/${type}?${page}`;
  }),
  entry: resources.map((resource) => ({
    fullUrl: `${base}/${type}/${resource.id}`,
    resource,
    search: { mode: 'match' as const },
  })),
});

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
