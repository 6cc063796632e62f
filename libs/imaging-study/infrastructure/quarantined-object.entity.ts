import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from './instance.entity';

@Entity('quarantined_objects')
export class QuarantinedObjectEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'content_hash' })
  contentHash!: string;

  @Column('bigint', { transformer: wholeNumber })
  bytes!: number;

  @Column('boolean')
  kept!: boolean;

  @Column('text', { name: 'reason_code' })
  reasonCode!: string;

  @Column('text')
  message!: string;

  @Column('integer', { name: 'dicom_status' })
  dicomStatus!: number;

  @Column('text', { name: 'source_kind' })
  sourceKind!: 'stow' | 'dimse' | 'import' | 'prior' | 'own';

  @Column('text', { name: 'source_peer' })
  sourcePeer!: string;

  @Column('text', { name: 'name_hash' })
  nameHash!: string;

  @Column('text', { name: 'sop_instance_uid', nullable: true })
  sopInstanceUid!: string | null;

  @Column('text', { name: 'study_instance_uid', nullable: true })
  studyInstanceUid!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'last_received_at' })
  lastReceivedAt!: Date;

  @Column('integer')
  times!: number;
}
