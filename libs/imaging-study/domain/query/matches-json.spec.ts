import type { DicomJson } from '@wetread/dicom';
import { matchesJson } from './matches-json';
import { searchFromParameters } from './query-from-parameters';

const workitem: DicomJson = {
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Müller^Jürgen', Ideographic: '山田^太郎' }] },
  '00404005': { vr: 'DT', Value: ['20261120103000.5+0100'] },
  '00741204': { vr: 'LO', Value: ['Chest (PA)'] },
  '00201208': { vr: 'IS', Value: [2] },
  '00404018': { vr: 'SQ', Value: [{ '00080100': { vr: 'SH', Value: ['110005'] } }] },
};
const matches = (query: string): boolean =>
  matchesJson(
    workitem,
    searchFromParameters(new URLSearchParams(query), { mostResults: 1, isSearchable: () => true }).matches,
  );

describe('a data set in memory', () => {
  it.each([
    'PatientName=muller*',
    'fuzzymatching=true&PatientName=jur%20mul',
    'fuzzymatching=true&PatientName=Miller',
    'emptyvaluematching=true&PatientID=%22%22',
    'multiplevaluematching=true&ProcedureStepLabel=Chest%20(PA)',
    'PatientName=%E5%B1%B1%E7%94%B0%5E%E5%A4%AA%E9%83%8E',
    'ScheduledProcedureStepStartDateTime=20261120-20261120',
    'ScheduledProcedureStepStartDateTime=202611201030-',
    'ProcedureStepLabel=Chest*&includefield=all',
    'ProcedureStepLabel=Chest%20(P?)',
    'NumberOfStudyRelatedInstances=2',
    'ScheduledWorkitemCodeSequence.CodeValue=110005',
    'PatientID=',
  ])('matches %s', (query) => expect(matches(query)).toBe(true));

  it.each([
    'PatientName=muller',
    'ScheduledProcedureStepStartDateTime=20261121-',
    'ProcedureStepLabel=chest*',
    'NumberOfStudyRelatedInstances=3',
    'ScheduledWorkitemCodeSequence.CodeValue=110006',
    'PatientID=1',
    'fuzzymatching=true&PatientName=Miller%20Anne',
    'emptyvaluematching=true&PatientName=%22%22',
    'multiplevaluematching=true&ProcedureStepLabel=Chest%20(PA)%5COther',
  ])('does not match %s', (query) => expect(matches(query)).toBe(false));
});
