import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { checkedSopClasses, checkIod, DicomObject, type IodFinding } from '@wetread/dicom';
import { describeWithData, describeWithPrograms, realDicomFiles } from '@wetread/testing';

/** What dciodvfy asks for and we do not, and why. */
const notAsked: Readonly<Record<string, string>> = {
  Laterality: 'dciodvfy wants it whenever no body part is named, we when the named one is one of a pair',
  PixelAspectRatio: 'depends on whether the pixels are square, which the object does not say',
  FrameIncrementPointer: 'a second frame in a class that has one',
  DeidentificationMethodCodeSequence: 'the method or its code: one of the two suffices',
  ApplicableSafetyStandardAgency: 'of the MR Image and Spectroscopy Instance macro, not checked here',
  PixelData: 'dciodvfy of 2022 knows neither High-Throughput JPEG 2000 nor deflated frames',
};
/** What we ask for and dciodvfy does not, and why. */
const askedMore: Readonly<Record<string, string>> = {
  Modality: 'without it dciodvfy finds no IOD to check against',
};

const parsed = (path: string): DicomObject | null => {
  try {
    return DicomObject.parse(readFileSync(path));
  } catch {
    return null;
  }
};

const check = (object: DicomObject): IodFinding[] =>
  checkIod(object, { pixelDataLength: object.bytes('PixelData')?.length ?? null });

/** Required attributes that dciodvfy finds missing or empty. */
function wantedByDciodvfy(path: string): Set<string> {
  const { stderr } = spawnSync('dciodvfy', [path], { encoding: 'latin1' });
  const wants = stderr.matchAll(/^Error - (?:Missing|Empty) attribute .*Element=<(\w+)> Module=</gm);
  return new Set([...wants].map(([, keyword = '']) => keyword));
}

const wantedByUs = (findings: readonly IodFinding[]): Set<string> =>
  new Set(findings.filter(({ rule }) => /missing|empty/.test(rule)).map(({ attribute }) => attribute));

describeWithPrograms(['dciodvfy'], 'required attributes, beside dciodvfy', () => {
  describeWithData('on real files whose IOD is checked', (dataDir) => {
    const objects = realDicomFiles(dataDir).flatMap((path) => {
      const object = parsed(path);
      const isChecked = object && checkedSopClasses.includes(object.string('SOPClassUID') ?? '');
      return isChecked ? [[basename(path), path, object] as const] : [];
    });

    it('are many', () => expect(objects.length).toBeGreaterThan(90));

    it.each(objects)('agree on %s, but for what is explained', (_, path, object) => {
      const theirs = wantedByDciodvfy(path);
      const ours = wantedByUs(check(object));
      expect([...theirs].filter((want) => !ours.has(want) && !(want in notAsked))).toEqual([]);
      expect([...ours].filter((want) => !theirs.has(want) && !(want in askedMore))).toEqual([]);
    });
  });
});
