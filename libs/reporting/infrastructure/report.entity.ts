import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReportStatus } from '../domain/report-status';

@Entity('reports')
export class ReportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @Column('text')
  status!: ReportStatus;

  @Column('integer')
  revision!: number;

  @Column('boolean', { name: 'edited_by_person' })
  editedByPerson!: boolean;

  /** Something must be acknowledged before signing; the worklist calls such a study stat. */
  @Column('boolean')
  critical!: boolean;

  @Column('boolean', { name: 'critical_acknowledged' })
  criticalAcknowledged!: boolean;

  /** Codes of the findings decided present, most urgent first; a copy for the worklist. */
  @Column('text', { name: 'present_findings', array: true })
  presentFindings!: string[];

  @Column('text', { array: true })
  marks!: string[];

  @Column('text', { name: 'signer_id', nullable: true })
  signerId!: string | null;

  @Column('text', { name: 'signer_name', nullable: true })
  signerName!: string | null;

  @Column('timestamptz', { name: 'signed_at', nullable: true })
  signedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
