import { Injectable } from '@nestjs/common';
import type { SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { type Inference, type InferenceKey, Inferences } from '../domain/inference';
import { InferenceEntity } from './inference.entity';

@Injectable()
export class InferenceRepository extends Inferences {
  constructor(private readonly database: Database) {
    super();
  }

  async find(id: string): Promise<Inference | null> {
    const row = await this.database.manager().findOneBy(InferenceEntity, { id });
    return row && toDomain(row);
  }

  async findByKey({ studyInstanceUid, completion, modelSha256 }: InferenceKey): Promise<Inference | null> {
    const row = await this.database
      .manager()
      .findOneBy(InferenceEntity, { studyInstanceUid, completion, modelSha256 });
    return row && toDomain(row);
  }

  async latestOfStudy(studyInstanceUid: StudyInstanceUid, modelSha256: string): Promise<Inference | null> {
    const row = await this.database.manager().findOne(InferenceEntity, {
      where: { studyInstanceUid, modelSha256 },
      order: { completion: 'DESC' },
    });
    return row && toDomain(row);
  }

  async add(inference: Inference): Promise<boolean> {
    const { raw } = await this.database
      .manager()
      .createQueryBuilder()
      .insert()
      .into(InferenceEntity)
      .values(toRow(inference))
      .orIgnore()
      .returning('id')
      .execute();
    return (raw as unknown[]).length > 0;
  }
}

const toRow = ({ model, film, reading, ...inference }: Inference): InferenceEntity => ({
  ...inference,
  modelName: model.name,
  modelVersion: model.version,
  modelSha256: model.sha256,
  sopInstanceUid: film?.sopInstanceUid ?? null,
  frame: film?.frame ?? null,
  status: reading.status,
  refusalCode: reading.refusal?.code ?? null,
  refusalReason: reading.refusal?.reason ?? null,
  inputSha256: reading.inputSha256,
  findings: reading.findings,
  gate: reading.gate,
  repairs: reading.repairs,
  sentences: reading.sentences,
  prior: reading.prior,
  marks: reading.marks,
  milliseconds: reading.milliseconds,
});

const toDomain = (row: InferenceEntity): Inference => ({
  id: row.id,
  studyInstanceUid: row.studyInstanceUid as StudyInstanceUid,
  completion: row.completion,
  reason: row.reason,
  model: { name: row.modelName, version: row.modelVersion, sha256: row.modelSha256 },
  film:
    row.sopInstanceUid === null
      ? null
      : { sopInstanceUid: row.sopInstanceUid as SopInstanceUid, frame: row.frame ?? 1 },
  reading: {
    status: row.status,
    refusal: row.refusalCode === null ? null : { code: row.refusalCode, reason: row.refusalReason ?? '' },
    // Rows of before there were priors have no change in them.
    findings: row.findings.map((finding) => ({ ...finding, change: finding.change ?? 'none' })),
    gate: row.gate,
    repairs: row.repairs,
    inputSha256: row.inputSha256,
    sentences: row.sentences,
    prior: row.prior,
    marks: row.marks,
    milliseconds: row.milliseconds,
  },
  createdAt: row.createdAt,
});
