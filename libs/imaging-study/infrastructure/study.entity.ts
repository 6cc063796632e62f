import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { StudyState } from '../domain/stored-study';
import { PatientEntity } from './patient.entity';

@Entity('studies')
export class StudyEntity {
  @PrimaryColumn('text', { name: 'study_instance_uid' })
  studyInstanceUid!: string;

  @ManyToOne(() => PatientEntity)
  @JoinColumn({ name: 'patient_id' })
  patient!: PatientEntity;

  /** As received with this study; the patient's row holds what came last for the Patient ID. */
  @Column('text', { name: 'patient_name' })
  patientName!: string;

  @Column('text', { name: 'patient_birth_date', nullable: true })
  patientBirthDate!: string | null;

  @Column('text', { name: 'patient_sex', nullable: true })
  patientSex!: string | null;

  @Column('text', { name: 'study_date', nullable: true })
  studyDate!: string | null;

  @Column('text', { name: 'study_time', nullable: true })
  studyTime!: string | null;

  @Column('text', { name: 'accession_number', nullable: true })
  accessionNumber!: string | null;

  @Column('text', { name: 'study_description', nullable: true })
  studyDescription!: string | null;

  @Column('text', { name: 'referring_physician_name', nullable: true })
  referringPhysicianName!: string | null;

  @Column('text', { name: 'study_id', nullable: true })
  studyId!: string | null;

  @Column('text')
  state!: StudyState;

  @Column('integer')
  completions!: number;

  @Column('timestamptz', { name: 'first_received_at' })
  firstReceivedAt!: Date;

  @Column('timestamptz', { name: 'last_received_at' })
  lastReceivedAt!: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  /** When it was hidden by deletion; `null` while it is there. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
