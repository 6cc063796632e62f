import { Injectable } from '@nestjs/common';
import { canonicalJson, contentHash, type StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import {
  type IdentityNote,
  type IdentityNoteKind,
  IdentityNotes,
  type RecordedIdentityNote,
} from '../../domain/identity/identity-note';
import { storableText } from '../../domain/storable-json';

// `xmax` is 0 on a row that this very statement inserted.
const ADD = `insert into identity_notes (study_instance_uid, kind, differences, difference_hash, source_kind,
    source_peer, first_at, last_at)
  values ($1, $2, $3, $4, $5, $6, $7, $7)
  on conflict (study_instance_uid, kind, difference_hash) do update set
    last_at = excluded.last_at, times = identity_notes.times + 1
  returning xmax = 0 as is_new`;

interface Row {
  kind: IdentityNoteKind;
  study_instance_uid: StudyInstanceUid;
  differences: RecordedIdentityNote['differences'];
  source_kind: string;
  source_peer: string;
  first_at: Date;
  last_at: Date;
  times: number;
}

@Injectable()
export class IdentityNotesRepository extends IdentityNotes {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ kind, studyInstanceUid, differences, source }: IdentityNote, at: Date): Promise<boolean> {
    const json = storableText(canonicalJson(differences));
    const [row] = await this.database
      .manager()
      .query<{ is_new: boolean }[]>(ADD, [
        studyInstanceUid,
        kind,
        json,
        contentHash(json),
        source.kind,
        storableText(source.peer),
        at,
      ]);
    return row?.is_new ?? false;
  }

  async of(studyInstanceUid: StudyInstanceUid): Promise<RecordedIdentityNote[]> {
    const rows = await this.database
      .manager()
      .query<Row[]>('select * from identity_notes where study_instance_uid = $1 order by first_at, id', [
        studyInstanceUid,
      ]);
    return rows.map((row) => ({
      kind: row.kind,
      studyInstanceUid: row.study_instance_uid,
      differences: row.differences,
      source: { kind: row.source_kind, peer: row.source_peer },
      firstAt: row.first_at,
      lastAt: row.last_at,
      times: row.times,
    }));
  }
}
