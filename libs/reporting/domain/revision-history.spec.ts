import { studyInstanceUid } from '@wetread/kernel';
import { aDraft, reader } from '@wetread/testing';
import { Report, type ReportRevision } from './report';
import { type Audience, historyOf } from './revision-history';
import { spokenFindings } from './spoken-findings';

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
  const history = (at: number, audience: Audience = 'drafts-too') =>
    historyOf(all[at]!, all.slice(0, at), audience);

  it('takes the place of a signed revision only', () => {
    expect([history(0).replaces, history(1).replaces, history(2).replaces]).toEqual([null, null, null]);
    expect(history(3).replaces).toEqual({ revision: 3, contentHash: all[2]?.contentHash });
  });

  it('remembers what was once told and is told no more', () => {
    expect(history(0).withdrawnFindings).toEqual([]);
    expect(history(3).withdrawnFindings).toEqual(['Cardiomegaly']);
  });

  it('takes back from those who are sent what is signed nothing that only a draft told', () => {
    expect(history(3, 'signed').withdrawnFindings).toEqual([]);
    expect(history(3, 'signed').unstatedFindings).toEqual([]);
  });

  it('tells apart what was stated as present from what was merely spoken of', () => {
    const states = (revision: ReportRevision, polarity: 'present' | 'absent'): ReportRevision => ({
      ...revision,
      sentences: revision.sentences.map((one) =>
        one.finding === 'Effusion' || one.finding === 'Cardiomegaly' ? { ...one, polarity } : one,
      ),
    });
    const [draft, , signed, appended] = all;
    const before = [states(draft!, 'present'), states(signed!, 'present')];
    const after = historyOf(states(appended!, 'absent'), before, 'drafts-too');
    expect(after.unstatedFindings).toEqual(['Cardiomegaly', 'Effusion']);
    expect(historyOf(states(appended!, 'absent'), before, 'signed').unstatedFindings).toEqual(['Effusion']);
    expect(after.withdrawnFindings).toEqual(['Cardiomegaly']);
  });

  it('takes back everything once the report is taken back', () => {
    const withdrawn: ReportRevision = { ...all[3]!, status: 'entered-in-error' };
    const { withdrawnFindings } = historyOf(withdrawn, all, 'signed');
    expect(withdrawnFindings).toEqual(
      spokenFindings(all[3]!)
        .map(({ finding }) => finding)
        .sort(),
    );
    expect(withdrawnFindings.length).toBeGreaterThan(0);
  });

  it('knows who added what', () => {
    expect(history(3).addenda).toEqual([
      { sentenceId: all[3]?.sentences.at(-1)?.id, name: reader.name, at: all[3]?.createdAt },
    ]);
  });
});
