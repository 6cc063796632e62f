import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('series')
export class SeriesEntity {
  @PrimaryColumn('text', { name: 'series_instance_uid' })
  seriesInstanceUid!: string;

  @Column('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @Column('text', { nullable: true })
  modality!: string | null;

  @Column('integer', { name: 'series_number', nullable: true })
  seriesNumber!: number | null;

  @Column('text', { name: 'series_description', nullable: true })
  seriesDescription!: string | null;

  @Column('text', { name: 'body_part_examined', nullable: true })
  bodyPartExamined!: string | null;

  @Column('text', { name: 'view_position', nullable: true })
  viewPosition!: string | null;

  @Column('text', { nullable: true })
  laterality!: string | null;

  @Column('text', { nullable: true })
  manufacturer!: string | null;

  @Column('text', { name: 'presentation_intent', nullable: true })
  presentationIntent!: string | null;

  /** When it was hidden by deletion; `null` while it is there. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
