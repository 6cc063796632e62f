import type { IdentityNote } from '@wetread/contracts';
import { identityNotes } from './identity-words';

const note = (kind: IdentityNote['kind'], differences: IdentityNote['differences']): IdentityNote => ({
  kind,
  differences,
  source: 'dimse CT1',
  at: '2026-11-28T00:00:00.000Z',
  times: 1,
});

describe('whose film this is', () => {
  it('says nothing when nothing is doubtful', () => expect(identityNotes({ identityNotes: [] })).toEqual([]));

  it('tells what differs, in the reader’s words', () => {
    const [differ, merged] = identityNotes({
      identityNotes: [
        note('demographics-differ', [
          { attribute: 'PatientName', held: 'Doe^Jane', received: 'Roe^Jane' },
          { attribute: 'PatientBirthDate', held: '1970-01-02', received: '1971-01-02' },
        ]),
        note('patient-merged', []),
      ],
    });
    expect(differ?.message).toContain('birth date 2 Jan 1971 instead of 2 Jan 1970 (dimse CT1)');
    expect(differ?.message).toMatch(/name .*Roe.* instead of .*Doe/);
    expect(merged?.message).toContain('another Patient ID');
    expect(differ?.code).not.toBe(merged?.code);
  });
});
