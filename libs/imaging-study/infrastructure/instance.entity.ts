import { Column, Entity, PrimaryColumn } from 'typeorm';

/** PostgreSQL hands `bigint` over as text; object sizes stay far below 2^53. */
export const wholeNumber = { to: (value: number) => value, from: (value: string) => Number(value) };

@Entity('instances')
export class InstanceEntity {
  @PrimaryColumn('text', { name: 'sop_instance_uid' })
  sopInstanceUid!: string;

  @Column('text', { name: 'sop_class_uid' })
  sopClassUid!: string;

  @Column('text', { name: 'series_instance_uid' })
  seriesInstanceUid!: string;

  @Column('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @Column('text', { name: 'transfer_syntax_uid' })
  transferSyntaxUid!: string;

  @Column('text', { name: 'content_hash' })
  contentHash!: string;

  @Column('bigint', { transformer: wholeNumber })
  bytes!: number;

  @Column('integer', { name: 'instance_number', nullable: true })
  instanceNumber!: number | null;

  @Column('integer', { name: 'number_of_frames' })
  numberOfFrames!: number;

  @Column('integer', { nullable: true })
  rows!: number | null;

  @Column('integer', { nullable: true })
  columns!: number | null;

  @Column('text', { name: 'photometric_interpretation', nullable: true })
  photometricInterpretation!: string | null;

  @Column('text', { name: 'patient_orientation', array: true })
  patientOrientation!: string[];

  @Column('boolean', { name: 'has_pixel_data' })
  hasPixelData!: boolean;

  /** DICOM JSON without bulk data. Large, so it is read only where it is asked for. */
  @Column('jsonb', { nullable: true, select: false })
  header!: object | null;

  @Column('text', { name: 'source_kind' })
  sourceKind!: string;

  @Column('text', { name: 'source_peer' })
  sourcePeer!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  /** When it was hidden by deletion; `null` while it is there. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
