import type { Report, ReportSentence } from '@wetread/contracts';
import { draftOf, isDirty, reduceDraft, toSave, type Draft, type DraftAction } from './draft';

const sentence = (id: string, section: ReportSentence['section'], text: string): ReportSentence => ({
  id,
  section,
  text,
  author: 'model',
  finding: null,
  polarity: null,
  location: null,
  probability: null,
  evidence: null,
  critical: false,
  flags: [],
});

const report = {
  id: 'r1',
  revision: 1,
  sentences: [
    sentence('f1', 'findings', 'The lungs are clear.'),
    sentence('f2', 'findings', 'The heart is of normal size.'),
    sentence('i1', 'impression', 'No acute abnormality.'),
  ],
} as Report;

const after = (...actions: DraftAction[]): Draft => actions.reduce(reduceDraft, draftOf(report));
const texts = (draft: Draft): string[] => draft.sentences.map(({ text }) => text);

describe('the working copy of a report', () => {
  it('has nothing to save while nothing differs', () => {
    expect(isDirty(draftOf(report))).toBe(false);
    expect(isDirty(after({ type: 'text', key: 'f1', text: 'The lungs are clear. ' }))).toBe(false);
  });

  it('undoes a whole run of typing at once, and redoes it', () => {
    const typed = after(
      { type: 'text', key: 'f1', text: 'A' },
      { type: 'text', key: 'f1', text: 'Ab' },
      { type: 'text', key: 'f1', text: 'Abc' },
    );
    expect(texts(typed)[0]).toBe('Abc');
    const undone = reduceDraft(typed, { type: 'undo' });
    expect(isDirty(undone)).toBe(false);
    expect(texts(reduceDraft(undone, { type: 'redo' }))[0]).toBe('Abc');
  });

  it('adds a sentence below the one it was asked from, in its section', () => {
    const draft = after({ type: 'add', section: 'findings', after: 'f1' });
    expect(draft.sentences.map(({ key }) => key)).toEqual(['f1', 'new-1', 'f2', 'i1']);
  });

  it('adds to the end of a section when no sentence is chosen', () => {
    const draft = after({ type: 'add', section: 'findings', after: null });
    expect(draft.sentences.map(({ key }) => key)).toEqual(['f1', 'f2', 'new-1', 'i1']);
  });

  it('drops an added sentence that was left empty, with nothing to undo', () => {
    const draft = after({ type: 'add', section: 'findings', after: 'f1' }, { type: 'typed' });
    expect(draft.sentences).toHaveLength(3);
    expect(draft.past).toHaveLength(0);
  });

  it('never moves a finding into the impression', () => {
    expect(after({ type: 'move', key: 'f2', by: 1 }).sentences).toEqual(draftOf(report).sentences);
    expect(after({ type: 'move', key: 'f2', by: -1 }).sentences.map(({ key }) => key)).toEqual([
      'f2',
      'f1',
      'i1',
    ]);
  });

  it('counts order and deletion as changes', () => {
    expect(isDirty(after({ type: 'move', key: 'f2', by: -1 }))).toBe(true);
    expect(isDirty(after({ type: 'delete', key: 'i1' }))).toBe(true);
  });

  it('sends known sentences with their id, new ones without, and no blank ones', () => {
    const draft = after(
      { type: 'text', key: 'f2', text: '  ' },
      { type: 'add', section: 'impression', after: null },
      { type: 'text', key: 'new-1', text: ' See the film. ' },
    );
    expect(toSave(draft.sentences)).toEqual([
      { id: 'f1', section: 'findings', text: 'The lungs are clear.' },
      { id: 'i1', section: 'impression', text: 'No acute abnormality.' },
      { section: 'impression', text: 'See the film.' },
    ]);
  });

  it("takes over another draft's sentences as one step that can be undone", () => {
    const taken = after({ type: 'take-over', sentences: [sentence('x', 'findings', 'Other words.')] });
    expect(texts(taken)).toEqual(['Other words.']);
    expect(toSave(taken.sentences)[0]).not.toHaveProperty('id');
    expect(texts(reduceDraft(taken, { type: 'undo' }))).toHaveLength(3);
  });
});
