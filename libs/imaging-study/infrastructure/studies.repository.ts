import { Injectable } from '@nestjs/common';
import type { SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import { BlobStore, Database } from '@wetread/platform';
import { IsNull } from 'typeorm';
import type {
  StoredInstance,
  StoredPatient,
  StoredSeries,
  StoredStudy,
  StudyContents,
} from '../domain/stored-study';
import { Studies } from '../domain/studies';
import { InstanceNotFound, StudyNotFound } from '../domain/study-errors';
import { InstanceEntity } from './instance.entity';
import { SeriesEntity } from './series.entity';
import { storedInstance, storedStudy } from './stored-rows';
import { StudyEntity } from './study.entity';

const RETIRED_IDENTITIES = `select patient_id as "patientId", nullif(issuer, '') as "issuerOfPatientId"
  from patients where merged_into = $1`;

@Injectable()
export class StudiesRepository extends Studies {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
  ) {
    super();
  }

  async find(studyInstanceUid: StudyInstanceUid): Promise<StoredStudy | null> {
    const row = await this.database.manager().findOne(StudyEntity, {
      where: { studyInstanceUid, deletedAt: IsNull() },
      relations: { patient: true },
    });
    return row && storedStudy(row);
  }

  async ofSamePatientUntil(
    studyInstanceUid: StudyInstanceUid,
    { modalities, limit }: { readonly modalities: readonly string[]; readonly limit: number },
  ): Promise<StoredStudy[]> {
    const rows = await this.database
      .manager()
      .createQueryBuilder(StudyEntity, 'study')
      .innerJoinAndSelect('study.patient', 'patient')
      .innerJoin(
        StudyEntity,
        'last',
        'last.patient_id = study.patient_id and last.study_date >= study.study_date',
      )
      .where('last.study_instance_uid = :studyInstanceUid and study.study_instance_uid <> :studyInstanceUid')
      .andWhere('study.deletedAt is null')
      .andWhere(
        `exists (select 1 from series where series.study_instance_uid = study.study_instance_uid
           and series.deleted_at is null
           and (series.modality is null or series.modality = any(:modalities)))`,
      )
      .setParameters({ studyInstanceUid, modalities: [...modalities] })
      .orderBy('study.studyDate', 'DESC')
      .addOrderBy('study.studyTime', 'DESC', 'NULLS LAST')
      .limit(limit)
      .getMany();
    return rows.map(storedStudy);
  }

  retiredIdentities(patient: string): Promise<Pick<StoredPatient, 'patientId' | 'issuerOfPatientId'>[]> {
    return this.database.manager().query(RETIRED_IDENTITIES, [patient]);
  }

  async contents(studyInstanceUid: StudyInstanceUid): Promise<StudyContents> {
    const study = await this.find(studyInstanceUid);
    if (!study) throw new StudyNotFound(studyInstanceUid);
    const series = await this.series(studyInstanceUid);
    const instances = await this.instancesOf(studyInstanceUid, series);
    return {
      study,
      series: series.map((one) => ({
        series: one,
        instances: instances.filter((instance) => instance.seriesInstanceUid === one.seriesInstanceUid),
      })),
    };
  }

  async instances(studyInstanceUid: StudyInstanceUid): Promise<StoredInstance[]> {
    return this.instancesOf(studyInstanceUid, await this.series(studyInstanceUid));
  }

  async instance(sopInstanceUid: SopInstanceUid): Promise<StoredInstance> {
    const row = await this.database
      .manager()
      .findOneBy(InstanceEntity, { sopInstanceUid, deletedAt: IsNull() });
    if (!row) throw new InstanceNotFound(sopInstanceUid);
    return storedInstance(row);
  }

  async instanceBytes(sopInstanceUid: SopInstanceUid): Promise<Buffer> {
    const { contentHash } = await this.instance(sopInstanceUid);
    return this.blobs.read(contentHash);
  }

  async instanceHeader(sopInstanceUid: SopInstanceUid): Promise<Record<string, unknown> | null> {
    const row = await this.database.manager().findOne(InstanceEntity, {
      where: { sopInstanceUid, deletedAt: IsNull() },
      select: { sopInstanceUid: true, header: true },
    });
    if (!row) throw new InstanceNotFound(sopInstanceUid);
    return row.header as Record<string, unknown> | null;
  }

  private async series(studyInstanceUid: StudyInstanceUid): Promise<StoredSeries[]> {
    const rows = await this.database.manager().find(SeriesEntity, {
      where: { studyInstanceUid, deletedAt: IsNull() },
      order: { seriesNumber: { direction: 'ASC', nulls: 'LAST' }, seriesInstanceUid: 'ASC' },
    });
    return rows.map((row) => ({
      ...row,
      seriesInstanceUid: row.seriesInstanceUid as SeriesInstanceUid,
      studyInstanceUid: row.studyInstanceUid as StudyInstanceUid,
    }));
  }

  private async instancesOf(
    studyInstanceUid: StudyInstanceUid,
    series: readonly StoredSeries[],
  ): Promise<StoredInstance[]> {
    const rows = await this.database.manager().find(InstanceEntity, {
      where: { studyInstanceUid, deletedAt: IsNull() },
      order: { instanceNumber: { direction: 'ASC', nulls: 'LAST' }, sopInstanceUid: 'ASC' },
    });
    const position = new Map(series.map((one, index) => [one.seriesInstanceUid as string, index]));
    const place = (row: InstanceEntity) => position.get(row.seriesInstanceUid) ?? 0;
    return rows.sort((a, b) => place(a) - place(b)).map(storedInstance);
  }
}
