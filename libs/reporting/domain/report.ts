import { randomUUID } from 'node:crypto';
import { canonicalJson, contentHash, type ContentHash, type StudyInstanceUid } from '@wetread/kernel';
import { findingLabel, isCriticalFinding } from '@wetread/terminology';
import { editSentences, sameWording, typedSentence, type SentenceEdit } from './edit-sentences';
import type {
  ComparedFilm,
  DecidedFinding,
  Draft,
  ModelProvenance,
  PictureNote,
  ReportSentence,
} from './report-content';
import {
  CriticalFindingUnacknowledged,
  ReportAlreadyFinal,
  ReportNotSigned,
  RevisionStale,
  TransitionRefused,
} from './report-errors';
import { isSigned, mayBecome, type ReportStatus } from './report-status';
import { verifySentences } from './verifier/verify-sentences';

/** Who wrote a revision: a model (`name version`) or a person (user id). */
interface RevisionAuthor {
  readonly kind: 'model' | 'person';
  readonly id: string;
  readonly name: string;
}

/** A state of the report that stays readable for ever. */
export interface ReportRevision {
  readonly revision: number;
  readonly status: ReportStatus;
  readonly author: RevisionAuthor;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly sentences: readonly ReportSentence[];
  readonly findings: readonly DecidedFinding[];
  readonly model: ModelProvenance | null;
  readonly marks: readonly string[];
  readonly notes: readonly PictureNote[];
  /** The earlier film that the draft was compared with. */
  readonly prior: ComparedFilm | null;
  readonly inferenceId: string;
  readonly completion: number;
  /** Covers all of the above, the report's id and the hash of the revision before. */
  readonly contentHash: ContentHash;
}

interface Signature {
  readonly userId: string;
  readonly name: string;
  readonly at: Date;
}

export interface ReportState {
  readonly id: string;
  readonly studyInstanceUid: StudyInstanceUid;
  readonly current: ReportRevision;
  readonly editedByPerson: boolean;
  readonly criticalAcknowledged: boolean;
  readonly signature: Signature | null;
  readonly createdAt: Date;
}

export interface Person {
  readonly userId: string;
  readonly name: string;
}

interface ByPerson {
  readonly baseRevision: number;
  readonly person: Person;
  readonly at: Date;
}

type Content = Omit<ReportRevision, 'revision' | 'createdAt' | 'contentHash'>;

/**
 * A study's report. It begins as a model's draft; every change, the signature included, is a new revision and
 * none is ever rewritten. Each revision's hash covers the one before, so the history cannot be re-told.
 */
export class Report {
  private readonly added: ReportRevision[] = [];

  private constructor(private state: ReportState) {}

  static restore(state: ReportState): Report {
    return new Report(state);
  }

  /** A model's first draft: revision 1, `preliminary`. */
  static draft(studyInstanceUid: StudyInstanceUid, draft: Draft, at: Date): Report {
    const id = randomUUID();
    const first = seal(id, null, { ...contentOf(draft), reason: null, status: 'preliminary' }, at);
    const report = new Report({
      id,
      studyInstanceUid,
      current: first,
      editedByPerson: false,
      criticalAcknowledged: false,
      signature: null,
      createdAt: at,
    });
    report.added.push(first);
    return report;
  }

  get snapshot(): ReportState {
    return this.state;
  }
  get id(): string {
    return this.state.id;
  }
  get status(): ReportStatus {
    return this.state.current.status;
  }
  get revision(): number {
    return this.state.current.revision;
  }
  /** Revisions made since the report was loaded, for the repository to store. */
  get newRevisions(): readonly ReportRevision[] {
    return this.added;
  }

  /** Whether a model may still replace the text: nobody has edited or signed. */
  get isUntouchedDraft(): boolean {
    return this.status === 'preliminary' && !this.state.editedByPerson;
  }

  /** Findings that must be acknowledged: decided present by the model or stated in the text. */
  get criticalFindings(): string[] {
    const { findings, sentences } = this.state.current;
    const decided = findings.filter(({ code, present }) => present && isCriticalFinding(code));
    const stated = sentences.filter(({ critical, polarity }) => critical && polarity !== 'absent');
    return [
      ...new Set([
        ...decided.map(({ code }) => findingLabel(code)),
        ...stated.map(({ finding }) =>
          finding === null ? 'as written by the reader' : findingLabel(finding),
        ),
      ]),
    ];
  }

  /** A model reads the study again, e.g. after a late instance. Only an untouched draft is replaced. */
  redraft(draft: Draft, reason: string, at: Date): void {
    if (!this.isUntouchedDraft) throw new TransitionRefused(this.status, 'preliminary');
    this.append({ ...contentOf(draft), reason, status: 'preliminary' }, at);
  }

  /** @returns whether anything changed. @throws RevisionStale, ReportAlreadyFinal, EditInvalid */
  revise({ baseRevision, person, at, edits }: ByPerson & { edits: readonly SentenceEdit[] }): boolean {
    if (isSigned(this.status)) throw new ReportAlreadyFinal();
    if (this.status !== 'preliminary') throw new TransitionRefused(this.status, 'preliminary');
    this.requireCurrent(baseRevision);
    return this.rewrite('preliminary', 'edited', edits, person, at);
  }

  /** @throws RevisionStale, ReportAlreadyFinal, TransitionRefused, CriticalFindingUnacknowledged */
  sign({ baseRevision, person, at, acknowledged }: ByPerson & { acknowledged: boolean }): void {
    if (isSigned(this.status)) throw new ReportAlreadyFinal();
    this.requireTransition('final');
    this.requireCurrent(baseRevision);
    const critical = this.criticalFindings;
    if (critical.length > 0 && !acknowledged) throw new CriticalFindingUnacknowledged(critical);
    this.append({ ...this.state.current, status: 'final', reason: 'signed', author: authored(person) }, at);
    this.state = {
      ...this.state,
      criticalAcknowledged: acknowledged && critical.length > 0,
      signature: { ...person, at },
    };
  }

  /** @throws RevisionStale, ReportNotSigned */
  addAddendum({ baseRevision, person, at, text }: ByPerson & { text: string }): void {
    this.requireSigned();
    this.requireTransition('appended');
    this.requireCurrent(baseRevision);
    const sentences = this.verified([
      ...this.state.current.sentences,
      typedSentence({ section: 'addendum', text }),
    ]);
    const author = authored(person);
    this.append({ ...this.state.current, sentences, status: 'appended', reason: 'addendum', author }, at);
  }

  /**
   * Changes a signed report: `corrected` puts an error right, `amended` follows new information.
   * @returns whether anything changed. @throws RevisionStale, ReportNotSigned, EditInvalid
   */
  correct(
    command: ByPerson & { edits: readonly SentenceEdit[]; reason: string; kind: 'corrected' | 'amended' },
  ): boolean {
    this.requireSigned();
    this.requireTransition(command.kind);
    this.requireCurrent(command.baseRevision);
    return this.rewrite(command.kind, command.reason, command.edits, command.person, command.at);
  }

  /** Takes the report back: `cancelled` before the signature, `entered-in-error` after it. */
  withdraw({ baseRevision, person, at, reason }: ByPerson & { reason: string }): void {
    const status = isSigned(this.status) ? 'entered-in-error' : 'cancelled';
    this.requireTransition(status);
    this.requireCurrent(baseRevision);
    this.append({ ...this.state.current, status, reason, author: authored(person) }, at);
  }

  private rewrite(
    status: ReportStatus,
    reason: string,
    edits: readonly SentenceEdit[],
    person: Person,
    at: Date,
  ): boolean {
    const before = this.state.current.sentences;
    const after = editSentences(before, edits);
    if (sameWording(before, after)) return false;
    const sentences = this.verified(after);
    this.append({ ...this.state.current, sentences, status, reason, author: authored(person) }, at);
    return true;
  }

  private verified(sentences: readonly ReportSentence[]): ReportSentence[] {
    const { findings, prior } = this.state.current;
    return verifySentences(sentences, { findings, hasPrior: prior !== null });
  }

  private append(content: Content, at: Date): void {
    const next = seal(this.id, this.state.current, content, at);
    this.added.push(next);
    const editedByPerson = this.state.editedByPerson || next.author.kind === 'person';
    this.state = { ...this.state, current: next, editedByPerson };
  }

  private requireCurrent(base: number): void {
    if (base !== this.revision) throw new RevisionStale(base, this.revision);
  }
  private requireTransition(to: ReportStatus): void {
    if (!mayBecome(this.status, to)) throw new TransitionRefused(this.status, to);
  }
  private requireSigned(): void {
    if (this.status === 'preliminary') throw new ReportNotSigned();
  }
}

const authored = ({ userId, name }: Person): RevisionAuthor => ({ kind: 'person', id: userId, name });

/** A draft as content: numbered sentences, read back by the verifier. */
export function contentOf(draft: Draft): Omit<Content, 'status' | 'reason'> {
  const { inferenceId, completion, model, marks, notes, prior, findings } = draft;
  const sentences = draft.sentences.map((sentence): ReportSentence => ({
    ...sentence,
    id: randomUUID(),
    author: 'model',
    flags: [],
  }));
  const name = `${model.name} ${model.version}`;
  return {
    inferenceId,
    completion,
    model,
    marks,
    notes,
    prior,
    findings,
    author: { kind: 'model', id: name, name },
    sentences: verifySentences(sentences, { findings, hasPrior: prior !== null }),
  };
}

function seal(reportId: string, previous: ReportRevision | null, content: Content, at: Date): ReportRevision {
  const { status, author, reason, sentences, findings, model, marks, notes, prior, inferenceId, completion } =
    content;
  const sealed = {
    status,
    author,
    reason,
    sentences,
    findings,
    model,
    marks,
    notes,
    prior,
    inferenceId,
    completion,
  };
  const revision = (previous?.revision ?? 0) + 1;
  return {
    revision,
    createdAt: at,
    ...sealed,
    contentHash: hashOfRevision(reportId, previous?.contentHash ?? null, {
      revision,
      createdAt: at,
      ...sealed,
    }),
  };
}

/**
 * SHA-256 over the canonical JSON of a revision, its report and the hash before it. A revision without notes or
 * prior is hashed as it was before there were any, so that the hashes of older revisions stand.
 */
export const hashOfRevision = (
  reportId: string,
  previousHash: string | null,
  { notes, prior, ...revision }: Omit<ReportRevision, 'contentHash'>,
): ContentHash =>
  contentHash(
    canonicalJson({
      reportId,
      previousHash,
      ...revision,
      ...(notes.length > 0 ? { notes } : {}),
      ...(prior === null ? {} : { prior }),
    }),
  );
