import { array, assert, constantFrom, property } from 'fast-check';
import { canonicalJson, contentHash, studyInstanceUid } from '@wetread/kernel';
import { isSigned, mayBecome, reportStatuses } from './report-status';
import { hashOfRevision, Report } from './report';
import type { Draft } from './report-content';
import { aDraft, reader } from '@wetread/testing';

const study = studyInstanceUid('1.2.3');
const noon = new Date('2026-11-23T12:00:00Z');
const by = (report: Report) => ({ baseRevision: report.revision, person: reader, at: noon });
const drafted = (draft: Draft = aDraft()) => Report.draft(study, draft, noon);
const priorFilm = { studyInstanceUid: '1.2.2', sopInstanceUid: '1.2.2.1', acquiredOn: '2026-03-02' };
const edits = (report: Report) =>
  report.snapshot.current.sentences.map(({ id, section, text }) => ({ id, section, text }));
const signed = () => {
  const report = drafted();
  report.sign({ ...by(report), acknowledged: false });
  return report;
};

describe('a report from draft to correction', () => {
  it('begins as the model wrote it, preliminary, every sentence with its provenance', () => {
    const { current } = drafted().snapshot;
    expect(current).toMatchObject({ revision: 1, status: 'preliminary', author: { kind: 'model' } });
    expect(current.sentences[0]).toMatchObject({
      author: 'model',
      finding: 'Effusion',
      polarity: 'present',
      probability: 0.91,
      evidence: { box: [0.5, 0.6, 0.3, 0.2] },
    });
  });

  it('may compare only when there was a film to compare with, also in the words of a person', () => {
    const flagsOf = (prior: Draft['prior']): string[] => {
      const report = drafted(aDraft({ prior }));
      const [first, ...rest] = edits(report);
      const text = 'The left pleural effusion is unchanged.';
      report.revise({ ...by(report), edits: [{ ...first!, text }, ...rest] });
      return report.snapshot.current.sentences[0]!.flags.map(({ code }) => code);
    };
    expect(flagsOf(null)).toContain('false-comparison');
    expect(flagsOf(priorFilm)).not.toContain('false-comparison');
  });

  it('makes one revision of each change, and none when nothing changed', () => {
    const report = drafted();
    expect(report.revise({ ...by(report), edits: edits(report) })).toBe(false);
    expect(report.revision).toBe(1);
    expect(report.revise({ ...by(report), edits: edits(report).slice(1) })).toBe(true);
    expect(report.snapshot.current).toMatchObject({
      revision: 2,
      author: { kind: 'person', id: reader.userId },
    });
  });

  it('refuses a change that was made on an old revision', () => {
    const report = drafted();
    const before = by(report);
    report.revise({ ...before, edits: edits(report).slice(1) });
    expect(() => report.revise({ ...before, edits: edits(report) })).toThrow(
      expect.objectContaining({ code: 'report.revision-stale', status: 'conflict' }),
    );
    expect(() => report.sign({ ...before, acknowledged: true })).toThrow('current');
  });

  it('refuses a second signature', () => {
    const report = signed();
    expect(() => report.sign({ ...by(report), acknowledged: true })).toThrow(
      expect.objectContaining({ code: 'report.already-final' }),
    );
  });

  it('refuses to edit what is signed', () => {
    const report = signed();
    expect(() => report.revise({ ...by(report), edits: edits(report).slice(1) })).toThrow(
      'addendum or correction',
    );
  });

  it('adds to and corrects what is signed, keeping the addendum', () => {
    const report = signed();
    report.addAddendum({ ...by(report), text: 'Discussed with the ward.' });
    expect(report.status).toBe('appended');
    const withoutAddendum = edits(report).filter(({ section }) => section !== 'addendum');
    const change = { ...by(report), reason: 'wrong side', kind: 'corrected' as const };
    expect(() => report.correct({ ...change, edits: withoutAddendum })).toThrow('keep every addendum');
    const corrected = edits(report).map((one) => ({ ...one, text: one.text.replace('left', 'right') }));
    expect(report.correct({ ...change, edits: corrected })).toBe(true);
    expect(report.snapshot.current).toMatchObject({ status: 'corrected', reason: 'wrong side' });
    expect(report.snapshot.signature).toMatchObject({ userId: reader.userId });
  });

  it('knows no addendum and no correction before the signature', () => {
    const report = drafted();
    expect(() => report.addAddendum({ ...by(report), text: 'x' })).toThrow('not signed');
    expect(() =>
      report.correct({ ...by(report), edits: edits(report), reason: 'x', kind: 'corrected' }),
    ).toThrow('not signed');
  });
});

const critical = () => drafted(aDraft({ pneumothorax: 0.8 }));

describe('critical findings', () => {
  it('refuses to sign while a critical finding is unacknowledged', () => {
    const report = critical();
    expect(report.criticalFindings).toEqual(['Pneumothorax']);
    expect(() => report.sign({ ...by(report), acknowledged: false })).toThrow(
      expect.objectContaining({ code: 'report.critical-unacknowledged' }),
    );
    report.sign({ ...by(report), acknowledged: true });
    expect(report.snapshot.criticalAcknowledged).toBe(true);
  });

  it('stays critical when the reader deletes the sentence: what the model saw must be acknowledged', () => {
    const report = critical();
    report.revise({ ...by(report), edits: edits(report).filter(({ text }) => !/pneumothorax/i.test(text)) });
    expect(() => report.sign({ ...by(report), acknowledged: false })).toThrow('acknowledge');
  });

  it('becomes critical when the reader writes one that the model did not see', () => {
    const report = drafted();
    report.revise({
      ...by(report),
      edits: [...edits(report), { section: 'impression', text: 'Small apical pneumothorax.' }],
    });
    expect(() => report.sign({ ...by(report), acknowledged: false })).toThrow('acknowledge');
  });
});

describe('a late instance', () => {
  it('replaces a draft that nobody has touched and says why', () => {
    const report = drafted();
    report.redraft(aDraft({ completion: 2 }), 'late-instance', noon);
    expect(report.snapshot.current).toMatchObject({ revision: 2, completion: 2, reason: 'late-instance' });
  });

  it('never replaces what a person has edited or signed', () => {
    const edited = drafted();
    edited.revise({ ...by(edited), edits: edits(edited).slice(1) });
    for (const report of [edited, signed()]) {
      expect(report.isUntouchedDraft).toBe(false);
      expect(() => report.redraft(aDraft({ completion: 2 }), 'late-instance', noon)).toThrow(
        'cannot become preliminary',
      );
    }
  });
});

describe('content hashes', () => {
  it('chain every revision to the one before', () => {
    const report = drafted();
    report.revise({ ...by(report), edits: edits(report).slice(1) });
    report.sign({ ...by(report), acknowledged: false });
    let previous: string | null = null;
    for (const { contentHash, ...revision } of report.newRevisions) {
      expect(hashOfRevision(report.id, previous, revision)).toBe(contentHash);
      previous = contentHash;
    }
    expect(report.newRevisions).toHaveLength(3);
  });

  it('stand as they were before there were notes and priors, and cover those that there are', () => {
    const [first] = drafted().newRevisions;
    if (!first) throw new Error('no revision');
    const { contentHash: _, notes, prior, ...before } = first;
    const hashBefore = contentHash(canonicalJson({ reportId: 'id', previousHash: null, ...before }));
    expect(hashOfRevision('id', null, { ...before, notes, prior })).toBe(hashBefore);
    expect(
      hashOfRevision('id', null, { ...before, prior, notes: [{ code: 'rotated-180', message: 'Turned.' }] }),
    ).not.toBe(hashBefore);
    expect(hashOfRevision('id', null, { ...before, notes, prior: priorFilm })).not.toBe(hashBefore);
  });

  it('change with any word of any sentence', () => {
    const [first] = drafted().newRevisions;
    if (!first) throw new Error('no revision');
    const { contentHash, ...revision } = first;
    const told = {
      ...revision,
      sentences: revision.sentences.map((one, at) => (at ? one : { ...one, text: 'x' })),
    };
    expect(hashOfRevision('id', null, told)).not.toBe(hashOfRevision('id', null, revision));
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

const operations: Record<string, (report: Report) => void> = {
  redraft: (report) => report.redraft(aDraft(), 'late-instance', noon),
  revise: (report) =>
    void report.revise({ ...by(report), edits: [{ section: 'findings', text: 'Anything.' }] }),
  sign: (report) => report.sign({ ...by(report), acknowledged: true }),
  addAddendum: (report) => report.addAddendum({ ...by(report), text: 'More.' }),
  correct: (report) =>
    void report.correct({
      ...by(report),
      edits: [...edits(report), { section: 'findings', text: 'New.' }],
      reason: 'r',
      kind: 'corrected',
    }),
  amend: (report) =>
    void report.correct({
      ...by(report),
      edits: [...edits(report), { section: 'findings', text: 'New.' }],
      reason: 'r',
      kind: 'amended',
    }),
  withdraw: (report) => report.withdraw({ ...by(report), reason: 'wrong patient' }),
};

/** What one operation did: refused with a coded error, or stepped from state to state. */
const attempt = (report: Report, name: string) => {
  const before = { status: report.status, revision: report.revision };
  let code: string | null = null;
  try {
    operations[name]?.(report);
  } catch (error) {
    code = (error as { code: string }).code;
  }
  return { before, after: { status: report.status, revision: report.revision }, code };
};

const lawfulAlways = () =>
  assert(
    property(array(constantFrom(...Object.keys(operations)), { maxLength: 12 }), (names) => {
      const report = drafted();
      const steps = names.map((name) => attempt(report, name));
      const lawful = steps.every(({ before, after, code }) =>
        code === null
          ? after.revision - before.revision <= 1 &&
            (after.status === before.status || mayBecome(before.status, after.status))
          : code.startsWith('report.') &&
            after.revision === before.revision &&
            after.status === before.status,
      );
      const numbered = report.newRevisions.every(({ revision }, at) => revision === at + 1);
      const statuses = steps.map(({ after }) => after.status);
      const firstSigned = statuses.findIndex(isSigned);
      const undone = firstSigned >= 0 && statuses.slice(firstSigned).includes('preliminary');
      return lawful && numbered && !undone;
    }),
  );

describe('the state table', () => {
  it('is obeyed by every sequence of operations; a signed report never becomes preliminary', () => {
    expect(lawfulAlways).not.toThrow();
  });

  it('ends in two states that nothing leaves', () => {
    const ends = reportStatuses.filter((from) => reportStatuses.every((to) => !mayBecome(from, to)));
    expect(ends).toEqual(['cancelled', 'entered-in-error']);
  });
});
