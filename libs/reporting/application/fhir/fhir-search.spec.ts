import { FhirSearchInvalid } from './fhir-errors';
import { parseSearch, type Searchable, type SearchParameter } from './fhir-search';

const parameters: readonly SearchParameter[] = [
  { name: 'identifier', type: 'token', documentation: '' },
  { name: 'date', type: 'date', documentation: '' },
  { name: 'name', type: 'string', documentation: '' },
  { name: 'patient', type: 'reference', documentation: '' },
];
const reports: Searchable = {
  type: 'DiagnosticReport',
  parameters,
  sorts: ['date', 'issued'],
  includes: { result: 'result', subject: 'subject' },
  revIncludes: ['Provenance:target'],
};
const parse = (query: string) => parseSearch(reports, new URLSearchParams(query));
const first = (query: string) => parse(query).criteria[0]?.anyOf;

describe('a FHIR search', () => {
  it('tells systems of tokens, none at all and any', () => {
    expect(first('identifier=urn:dicom:uid|urn:oid:1.2,|A1,B2')).toEqual([
      { system: 'urn:dicom:uid', value: 'urn:oid:1.2' },
      { system: '', value: 'A1' },
      { system: null, value: 'B2' },
    ]);
  });

  it('takes a comma behind a backslash for a comma', () => {
    expect(first('name=Doe\\, Jane,Roe')).toEqual(['Doe, Jane', 'Roe']);
  });

  it('takes references by id, by type and id, and by address', () => {
    expect(first('patient=1,Patient/2,https://host/fhir/Patient/3')).toEqual(['1', '2', '3']);
  });

  it.each([
    ['2026', 'eq', '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['ge2026-11', 'ge', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['lt2026-11-28', 'lt', '2026-11-28T00:00:00.000Z', '2026-11-29T00:00:00.000Z'],
    ['2026-11-28T10:00', 'eq', '2026-11-28T10:00:00.000Z', '2026-11-28T10:01:00.000Z'],
    ['gt2026-11-28T10:00:30-05:00', 'gt', '2026-11-28T15:00:30.000Z', '2026-11-28T15:00:31.000Z'],
  ])('takes %s for all instants that it means', (text, prefix, from, until) => {
    expect(first(`date=${text}`)).toEqual([{ prefix, from: new Date(from), until: new Date(until) }]);
  });

  it('joins a parameter that comes twice by "and"', () => {
    expect(parse('date=ge2026&date=lt2027').criteria).toHaveLength(2);
  });

  it('gives 20 at a time, at most 100, from where it is asked', () => {
    expect(parse('')).toMatchObject({ count: 20, offset: 0 });
    expect(parse('_count=5000&_offset=40&_format=json')).toMatchObject({
      count: 100,
      offset: 40,
      criteria: [],
    });
  });

  it('gives the number alone when that is all that is wanted', () => {
    expect(parse('_summary=count&_count=5').count).toBe(0);
    expect(parse('_summary=false&_total=accurate').count).toBe(20);
  });

  it('orders by several keys, each either way', () => {
    expect(parse('_sort=-date,issued').sort).toEqual([
      { name: 'date', descending: true },
      { name: 'issued', descending: false },
    ]);
  });

  it('tells along what is pointed at and what points here, as often as it is asked', () => {
    const search = parse(
      '_include=DiagnosticReport:result&_include=DiagnosticReport:subject&_revinclude=Provenance:target',
    );
    expect(search).toMatchObject({ include: ['result', 'subject'], revInclude: ['Provenance:target'] });
  });

  it.each([
    'code=1',
    '_sort=colour',
    '_sort=--date',
    '_summary=text',
    '_total=roughly',
    '_include=*',
    '_include=Observation:subject',
    '_include:iterate=DiagnosticReport:result',
    '_revinclude=Observation:subject',
    '_has:Provenance:target:_id=1',
    '_elements=id',
    'toString=1',
    'name:exact=Doe',
    'identifier=',
    'date=yesterday',
    'date=2026-13-01',
    'date=2026-02-30T10:00',
    '_count=many',
    '_offset=-1',
  ])('refuses %s instead of answering something else', (query) => {
    expect(() => parse(query)).toThrow(FhirSearchInvalid);
  });

  it('does not repeat what was sought, which may be a name', () => {
    expect(() => parse('date=Doe')).toThrow(/^(?!.*Doe)/);
  });
});
