import { queryFromParameters } from './query-from-parameters';

const criterionOf = (query: string) => {
  const options = { mostResults: 1, timeZone: 'Europe/Vienna' };
  return queryFromParameters('STUDY', new URLSearchParams(query), options).matches[0]?.criterion;
};

describe('a search whose dates and times are in a zone of their own (PS3.4 C.2.2.2.5)', () => {
  it.each([
    ['StudyDate=20260102', '2026-01-02T05:00:00.000Z', '2026-01-03T04:59:59.999Z'],
    ['StudyDate=20260102-', '2026-01-02T05:00:00.000Z', null],
    [
      'StudyDate=20260101-20260102&StudyTime=2200-0115',
      '2026-01-02T03:00:00.000Z',
      '2026-01-02T06:15:59.999Z',
    ],
  ])('makes moments of %s', (query, from, to) => {
    const criterion = criterionOf(`TimezoneOffsetFromUTC=-0500&${query}`);
    expect(JSON.parse(JSON.stringify(criterion))).toEqual({
      kind: 'instant',
      from,
      to,
      timeZone: 'Europe/Vienna',
    });
  });

  it('leaves the days of a life alone, and takes a plus sign that nobody escaped', () => {
    expect(criterionOf('TimezoneOffsetFromUTC=+0100&PatientBirthDate=19700102')).toEqual({
      kind: 'range',
      from: '19700102',
      to: '19700102',
    });
  });

  it.each([
    ['TimezoneOffsetFromUTC=0100', 'query.value-invalid'],
    ['TimezoneOffsetFromUTC=+0100&StudyTime=10-11', 'query.attribute-not-searchable'],
    ['TimezoneOffsetFromUTC=+0100&SeriesDate=20260101', 'query.attribute-not-searchable'],
  ])('refuses %s', (query, code) => {
    expect(() => criterionOf(query)).toThrow(expect.objectContaining({ code }));
  });
});
