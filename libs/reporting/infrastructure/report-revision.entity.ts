import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  ComparedFilm,
  DecidedFinding,
  ModelProvenance,
  PictureNote,
  ReportSentence,
} from '../domain/report-content';
import type { ReportStatus } from '../domain/report-status';

/** Written once; a trigger refuses every change. */
@Entity('report_revisions')
export class ReportRevisionEntity {
  @PrimaryColumn('uuid', { name: 'report_id' })
  reportId!: string;

  @PrimaryColumn('integer')
  revision!: number;

  @Column('text')
  status!: ReportStatus;

  @Column('text', { name: 'author_kind' })
  authorKind!: 'model' | 'person';

  @Column('text', { name: 'author_id' })
  authorId!: string;

  @Column('text', { name: 'author_name' })
  authorName!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('jsonb')
  sentences!: readonly ReportSentence[];

  @Column('jsonb')
  findings!: readonly DecidedFinding[];

  @Column('jsonb', { nullable: true })
  model!: ModelProvenance | null;

  @Column('jsonb')
  marks!: readonly string[];

  @Column('jsonb')
  notes!: readonly PictureNote[];

  @Column('jsonb', { nullable: true })
  prior!: ComparedFilm | null;

  @Column('uuid', { name: 'inference_id' })
  inferenceId!: string;

  @Column('integer')
  completion!: number;

  @Column('text', { name: 'content_hash' })
  contentHash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
