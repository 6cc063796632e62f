import { studyInstanceUid } from '@wetread/kernel';
import { aDraft, reader } from '@wetread/testing';
import { Report, type ReportRevision } from './report';
import { historyOf } from './revision-history';

/** A report that lost a sentence, was signed and added to; its revisions in order. */
function revisions(): ReportRevision[] {
  const report = Report.draft(studyInstanceUid('1.2.3'), aDraft(), new Date('2026-11-23T10:00:00Z'));
  const by = (baseRevision: number) => ({
    baseRevision,
    person: reader,
    at: new Date(`2026-11-23T11:0${baseRevision}:00Z`),
  });
  const kept = report.snapshot.current.sentences.filter(({ finding }) => finding !== 'Cardiomegaly');
  report.revise({ ...by(1), edits: kept.map(({ id, section, text }) => ({ id, section, text })) });
  report.sign({ ...by(2), acknowledged: false });
  report.addAddendum({ ...by(3), text: 'Discussed.' });
  return [...report.newRevisions];
}

describe('what a revision owes to those before it', () => {
  const all = revisions();
  const history = (at: number) => historyOf(all[at]!, all.slice(0, at));

  it('takes the place of a signed revision only', () => {
    expect([history(0).replaces, history(1).replaces, history(2).replaces]).toEqual([null, null, null]);
    expect(history(3).replaces).toEqual({ revision: 3, contentHash: all[2]?.contentHash });
  });

  it('remembers what was once told and is told no more', () => {
    expect(history(0).withdrawnFindings).toEqual([]);
    expect(history(3).withdrawnFindings).toEqual(['Cardiomegaly']);
  });

  it('knows who added what', () => {
    expect(history(3).addenda).toEqual([
      { sentenceId: all[3]?.sentences.at(-1)?.id, name: reader.name, at: all[3]?.createdAt },
    ]);
  });
});
