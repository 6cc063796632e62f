import type { Report, ReportSentence, ReviseReportRequest } from '@wetread/contracts';

type Section = ReportSentence['section'];

/** A sentence as the reader has it before it is saved. `key` is its id, or a local name while it has none. */
export interface DraftSentence {
  readonly key: string;
  readonly id?: string;
  readonly section: Section;
  readonly text: string;
}

/** The reader's working copy of a report, with the way back. */
export interface Draft {
  readonly base: Report;
  readonly sentences: readonly DraftSentence[];
  readonly past: readonly (readonly DraftSentence[])[];
  readonly future: readonly (readonly DraftSentence[])[];
  /** The sentence that is being typed: its keystrokes are undone together. */
  readonly typing: string | null;
  readonly minted: number;
}

export type DraftAction =
  | { readonly type: 'text'; readonly key: string; readonly text: string }
  | { readonly type: 'typed' }
  | { readonly type: 'add'; readonly section: Section; readonly after: string | null }
  | { readonly type: 'delete'; readonly key: string }
  | { readonly type: 'move'; readonly key: string; readonly by: 1 | -1 }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'take-over'; readonly sentences: readonly ReportSentence[] }
  | { readonly type: 'start-from'; readonly report: Report };

const SECTIONS: readonly Section[] = ['findings', 'impression', 'addendum'];

export function draftOf(report: Report): Draft {
  const sentences = SECTIONS.flatMap((section) =>
    report.sentences.filter((one) => one.section === section),
  ).map(({ id, section, text }) => ({ key: id, id, section, text }));
  return { base: report, sentences, past: [], future: [], typing: null, minted: 0 };
}

export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.type) {
    case 'text':
      return type(draft, action.key, action.text);
    case 'typed':
      return { ...withoutBlank(draft), typing: null };
    case 'add':
      return add(draft, action.section, action.after);
    case 'delete':
      return change(
        draft,
        draft.sentences.filter((sentence) => sentence.key !== action.key),
      );
    case 'move':
      return change(draft, moved(draft.sentences, action.key, action.by));
    case 'undo':
      return undo(draft);
    case 'redo':
      return redo(draft);
    case 'take-over':
      return takeOver(draft, action.sentences);
    case 'start-from':
      return draftOf(action.report);
  }
}

/** True when what would be saved differs from what the server has. */
export function isDirty({ base, sentences }: Draft): boolean {
  const theirs = draftOf(base).sentences;
  const ours = kept(sentences);
  return (
    ours.length !== theirs.length ||
    ours.some((sentence, index) => {
      const other = theirs[index];
      return (
        sentence.id !== other?.id ||
        sentence.text.trim() !== other?.text ||
        sentence.section !== other?.section
      );
    })
  );
}

/** What is sent: blank sentences are left out. */
export function toSave(sentences: readonly DraftSentence[]): ReviseReportRequest['sentences'] {
  return kept(sentences).map(({ id, section, text }) => ({
    ...(id ? { id } : {}),
    section,
    text: text.trim(),
  }));
}

export const textOf = (sentences: readonly { readonly text: string }[]): string =>
  sentences.map(({ text }) => text.trim()).join('\n');

const kept = (sentences: readonly DraftSentence[]): DraftSentence[] =>
  sentences.filter(({ text }) => text.trim() !== '');

function change(draft: Draft, sentences: readonly DraftSentence[]): Draft {
  if (sentences === draft.sentences) return draft;
  return { ...draft, sentences, past: [...draft.past, draft.sentences], future: [], typing: null };
}

function type(draft: Draft, key: string, text: string): Draft {
  const sentences = draft.sentences.map((sentence) =>
    sentence.key === key ? { ...sentence, text } : sentence,
  );
  if (draft.typing === key) return { ...draft, sentences };
  return { ...change(draft, sentences), typing: key };
}

function add(draft: Draft, section: Section, after: string | null): Draft {
  const fresh: DraftSentence = { key: `new-${draft.minted + 1}`, section, text: '' };
  const at = after ? draft.sentences.findIndex(({ key }) => key === after) : lastOf(draft.sentences, section);
  const sentences = draft.sentences.toSpliced(at + 1, 0, fresh);
  return { ...change(draft, sentences), minted: draft.minted + 1, typing: fresh.key };
}

/** The index behind which a section's new last sentence belongs. */
function lastOf(sentences: readonly DraftSentence[], section: Section): number {
  const order = SECTIONS.indexOf(section);
  return sentences.findLastIndex((sentence) => SECTIONS.indexOf(sentence.section) <= order);
}

/** Puts another draft's sentences in place of the findings and impression, as new sentences; addenda stay. */
function takeOver(draft: Draft, sentences: readonly ReportSentence[]): Draft {
  const fresh = sentences.map(({ section, text }, index) => ({
    key: `new-${draft.minted + 1 + index}`,
    section,
    text,
  }));
  const addenda = draft.sentences.filter(({ section }) => section === 'addendum');
  return { ...change(draft, [...fresh, ...addenda]), minted: draft.minted + fresh.length };
}

function moved(sentences: readonly DraftSentence[], key: string, by: 1 | -1): readonly DraftSentence[] {
  const from = sentences.findIndex((sentence) => sentence.key === key);
  const here = sentences[from];
  const there = sentences[from + by];
  // A sentence stays in its section: findings are not impressions.
  if (!here || !there || here.section !== there.section) return sentences;
  return sentences.with(from, there).with(from + by, here);
}

/** A new sentence that was left empty goes away by itself and leaves nothing to undo. */
function withoutBlank(draft: Draft): Draft {
  const blank = draft.sentences.find(({ id, text }) => !id && text.trim() === '');
  if (!blank) return draft;
  return {
    ...draft,
    sentences: draft.sentences.filter((sentence) => sentence !== blank),
    past: draft.past.slice(0, -1),
  };
}

function undo(draft: Draft): Draft {
  const before = draft.past.at(-1);
  if (!before) return draft;
  return {
    ...draft,
    sentences: before,
    past: draft.past.slice(0, -1),
    future: [draft.sentences, ...draft.future],
    typing: null,
  };
}

function redo(draft: Draft): Draft {
  const after = draft.future[0];
  if (!after) return draft;
  return {
    ...draft,
    sentences: after,
    past: [...draft.past, draft.sentences],
    future: draft.future.slice(1),
    typing: null,
  };
}
