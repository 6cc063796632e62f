import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Change, DraftSentence, FindingDecision, GateDecision, PriorFilm } from '../domain/reading';
import type { Repair } from '../domain/repair';

/** Rows of before there were priors have no change in their findings. */
type StoredFinding = Omit<FindingDecision, 'change'> & { readonly change?: Change };

@Entity('inferences')
export class InferenceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @Column('integer')
  completion!: number;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'model_name' })
  modelName!: string;

  @Column('text', { name: 'model_version' })
  modelVersion!: string;

  @Column('text', { name: 'model_sha256' })
  modelSha256!: string;

  @Column('text', { name: 'sop_instance_uid', nullable: true })
  sopInstanceUid!: string | null;

  @Column('integer', { nullable: true })
  frame!: number | null;

  @Column('text')
  status!: 'read' | 'refused';

  @Column('text', { name: 'refusal_code', nullable: true })
  refusalCode!: string | null;

  @Column('text', { name: 'refusal_reason', nullable: true })
  refusalReason!: string | null;

  @Column('text', { name: 'input_sha256', nullable: true })
  inputSha256!: string | null;

  @Column('jsonb')
  findings!: readonly StoredFinding[];

  /** Rows of models before 0.2.0 have neither novelty nor view in it. */
  @Column('jsonb', { nullable: true })
  gate!: GateDecision | null;

  @Column('jsonb')
  repairs!: readonly Repair[];

  @Column('jsonb')
  sentences!: readonly DraftSentence[];

  /** What the findings were compared with. */
  @Column('jsonb', { nullable: true })
  prior!: PriorFilm | null;

  @Column('jsonb')
  marks!: readonly string[];

  @Column('integer')
  milliseconds!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
