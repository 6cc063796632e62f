import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('patients')
export class PatientEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'patient_id', nullable: true })
  patientId!: string | null;

  /** `''` stands for none, so that it takes part in the unique key. */
  @Column('text')
  issuer!: string;

  @Column('text', { name: 'patient_name' })
  patientName!: string;

  @Column('text', { name: 'birth_date', nullable: true })
  birthDate!: string | null;

  @Column('text', { nullable: true })
  sex!: string | null;

  /** The patient that this identity was retired in favour of. */
  @Column('uuid', { name: 'merged_into', nullable: true })
  mergedInto!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
