import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { type IdentityNote, IdentityNotes } from '../../domain/identity/identity-note';

/** Keeps a note with its study and tells the trail, once for each new one, in the surrounding transaction. */
@Injectable()
export class NoteIdentity {
  constructor(
    private readonly notes: IdentityNotes,
    private readonly audit: AuditTrail,
  ) {}

  async execute(note: IdentityNote, patient: string, actor: AuditActor, at: Date): Promise<void> {
    const isNew = await this.notes.add(note, at);
    if (!isNew) return;
    await this.audit.record({
      action: 'identity-conflict',
      actor,
      subject: { type: 'study', id: note.studyInstanceUid, studyInstanceUid: note.studyInstanceUid },
      // Names of attributes and our own id; never a value.
      details: {
        kind: note.kind,
        attributes: note.differences.map(({ attribute }) => attribute),
        patient,
        through: note.source.kind,
      },
    });
  }
}
