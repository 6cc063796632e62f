import { demoStudies, type PhantomFilmOrder, writePhantomStudy } from '@wetread/phantom';
import { describeWithPrograms } from '@wetread/testing';
import { complaintsIn } from '../harness/object-checkers';
import { runProgram } from '../harness/run-program';
import { ScratchFolder } from '../harness/scratch-folder';

const variants: [string, PhantomFilmOrder][] = [
  ['a DX film', { seed: 1 }],
  ['a portable DX film', { seed: 2, view: 'AP' }],
  ['a DX film in MONOCHROME1', { seed: 3, encoding: { photometricInterpretation: 'MONOCHROME1' } }],
  ['a DX film of 8 bits', { seed: 4, encoding: { bits: 8 } }],
  ['a CR film', { seed: 5, encoding: { modality: 'CR' } }],
  ['a hand', { seed: 6, kind: 'hand' }],
  ['a hand on CR', { seed: 6, kind: 'hand', encoding: { modality: 'CR' } }],
  ['a lateral chest', { seed: 7, kind: 'lateral-chest' }],
  ['a blank film', { seed: 8, kind: 'blank' }],
];

describeWithPrograms(['dciodvfy'], 'phantoms against dciodvfy', () => {
  const scratch = new ScratchFolder('phantoms');
  const complaints = async (bytes: Uint8Array): Promise<string[]> =>
    complaintsIn((await runProgram('dciodvfy', scratch.file('film.dcm', bytes))).output);

  it.each(variants)('finds nothing to say against %s', async (_name, film) => {
    const { instances } = writePhantomStudy({
      patient: { id: 'PHANTOM-C1', name: 'PHANTOM^Conformance', birthDate: '19700101', sex: 'O' },
      study: { date: '20261101', time: '120000', description: 'Phantom', accessionNumber: 'PH-C1' },
      films: [film],
      size: 96,
    });
    expect(await complaints(instances[0]!.bytes)).toEqual([]);
  });

  it('finds nothing to say against the demo cases', async () => {
    for (const { study } of demoStudies({ size: 96 })) {
      for (const { bytes } of study.instances) expect(await complaints(bytes)).toEqual([]);
    }
  });

  it('does complain when an attribute of type 1 is taken away, so that silence means something', async () => {
    const { instances } = writePhantomStudy({
      patient: { id: 'PHANTOM-C2', name: 'PHANTOM^Conformance', birthDate: '19700101', sex: 'O' },
      study: { date: '20261101', time: '120000', description: 'Phantom', accessionNumber: 'PH-C2' },
      films: [{ seed: 1 }],
      size: 96,
    });
    const damaged = Buffer.from(instances[0]!.bytes);
    const intent = damaged.indexOf('FOR PRESENTATION');
    damaged.fill(' ', intent, intent + 'FOR PRESENTATION'.length);
    expect((await complaints(damaged)).join('\n')).toMatch(/Error.*PresentationIntentType/s);
  });
});
