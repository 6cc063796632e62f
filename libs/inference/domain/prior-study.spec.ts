import { type DatedStudy, earlierStudies } from './prior-study';

const study = (
  studyInstanceUid: string,
  at: string | null,
  patient: Partial<DatedStudy['patient']> = {},
): DatedStudy => ({
  studyInstanceUid,
  studyDate: at?.split(' ')[0] ?? null,
  studyTime: at?.split(' ')[1] ?? null,
  patient: {
    patientId: 'P1',
    issuerOfPatientId: null,
    patientName: 'Roe^Jane',
    birthDate: '1960-01-01',
    sex: 'F',
    ...patient,
  },
});
const now = study('now', '2026-11-20 10:15:00');
const found = (...among: DatedStudy[]) =>
  earlierStudies(now, among).map(({ studyInstanceUid }) => studyInstanceUid);

describe('which studies a film may be compared with', () => {
  it('takes the latest earlier ones first, and three at most', () => {
    const dates = ['2024-05-01', '2026-03-02', '2026-11-20 08:00:00', '2025-01-01'];
    expect(found(...dates.map((date) => study(date, date)))).toEqual([
      '2026-11-20 08:00:00',
      '2026-03-02',
      '2025-01-01',
    ]);
  });

  it('takes neither itself nor a later one, whatever came in first', () => {
    expect(found(now, study('later', '2026-11-21'), study('same moment', '2026-11-20 10:15:00'))).toEqual([]);
  });

  it('does not guess what came first on one day without times, or without a date', () => {
    expect(found(study('that day', '2026-11-20'), study('undated', null))).toEqual([]);
    expect(earlierStudies(study('undated', null), [now])).toEqual([]);
  });

  it('looks five years back and no further', () => {
    expect(found(study('just in', '2021-11-20'), study('too old', '2021-11-19'))).toEqual(['just in']);
  });

  it('compares one patient only', () => {
    expect(
      found(
        study('other id', '2026-01-01', { patientId: 'P2' }),
        study('other issuer', '2026-01-01', { issuerOfPatientId: 'ELSEWHERE' }),
        study('other birth date', '2026-01-01', { birthDate: '1961-01-01' }),
        study('other sex', '2026-01-01', { sex: 'M' }),
        study('other family', '2026-01-01', { patientName: 'Poe^Jane' }),
      ),
    ).toEqual([]);
  });

  it('takes what is not said for no contradiction, but never compares without an ID', () => {
    const silent = { birthDate: null, sex: null, patientName: '' };
    expect(
      found(study('silent', '2026-01-01', silent), study('loud', '2026-01-02', { patientName: 'ROE^J' })),
    ).toEqual(['loud', 'silent']);
    const nobody = (uid: string, date: string) => study(uid, date, { patientId: '' });
    expect(earlierStudies(nobody('b', '2026-01-02'), [nobody('a', '2026-01-01')])).toEqual([]);
  });
});
