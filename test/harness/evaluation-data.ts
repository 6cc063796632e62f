import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nihFindingCodes } from '@wetread/terminology';
import { drawChestPhantom, toGrey8 } from '@wetread/phantom';
import sharp from 'sharp';

/** A data folder of drawn films in the layout of the public sets: enough for every measure to have something to do. */
export async function writeEvaluationData(folder: string): Promise<void> {
  const films = await Promise.all([31, 32, 33, 34].map(drawFilm));
  await writeNih(folder, films);
  for (const [set, label] of [
    ['hannover', 'COVID-19'],
    ['kermany', 'PNEUMONIA_VIRUS'],
    ['tb', 'TB'],
  ] as const) {
    await writeOtherChests(folder, set, [label, 'NORMAL'], films);
  }
  await writeScopePictures(folder);
  await writeReports(folder);
}

interface DrawnFilm {
  jpeg: Buffer;
  code: string;
  box: readonly number[];
}

async function drawFilm(seed: number): Promise<DrawnFilm> {
  const code = seed % 2 === 0 ? ('Effusion' as const) : ('Mass' as const);
  const film = drawChestPhantom({ seed, size: 200, mark: false, findings: [{ code }] });
  const raw = { width: film.width, height: film.height, channels: 1 as const };
  const jpeg = await sharp(toGrey8(film.pixels), { raw }).jpeg().toBuffer();
  return { jpeg, code, box: film.findings[0]!.box };
}

async function write(folder: string, path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const table = (...rows: readonly (readonly (string | number)[])[]): string =>
  `${rows.map((row) => row.join('\t')).join('\n')}\n`;

/** Six films for each drawn one, of as many patients, so that labels reach ten positives; one more each to learn from. */
async function writeNih(folder: string, films: readonly DrawnFilm[]): Promise<void> {
  const rows = Array.from({ length: 28 }, (_, index) => ({
    image: `film-${index}.jpg`,
    ...films[index % 4]!,
  }));
  for (const { image, jpeg } of rows) await write(folder, `cxr/nih/images/${image}`, jpeg);
  const labels = rows.map(({ image, code }, index) => [
    image,
    `patient-${Math.floor(index / 2)}`,
    index < 24 ? 'test' : 'train',
    ...nihFindingCodes.map((known) => Number(known === code)),
  ]);
  await write(
    folder,
    'cxr/nih/labels.tsv',
    table(['image', 'patient', 'split', ...nihFindingCodes], ...labels),
  );
  const boxes = rows.map(({ image, code, box }) => [image, code, ...box]);
  await write(folder, 'cxr/nih/boxes.tsv', table(['image', 'finding', 'x', 'y', 'w', 'h'], ...boxes));
}

/** Names that fall into the quarter that is reported on. */
function heldOut(set: string): string[] {
  const fold = (name: string): number => createHash('sha256').update(`${set}:${name}`).digest()[0]! % 4;
  return Array.from({ length: 40 }, (_, index) => `${set}-${index}.jpg`).filter((name) => fold(name) === 1);
}

async function writeOtherChests(
  folder: string,
  set: string,
  labels: readonly string[],
  films: readonly DrawnFilm[],
): Promise<void> {
  const home = `cxr/${set === 'tb' ? 'tb_nlm128' : set}`;
  const names = heldOut(set).slice(0, 4);
  for (const [index, name] of names.entries()) {
    await write(folder, `${home}/images/${name}`, films[index % 4]!.jpeg);
  }
  const rows = names.map((name, index) => [name, labels[index % 2]!, index % 2 === 0 ? 'pa' : 'ap', name]);
  await write(folder, `${home}/items.tsv`, table(['file', 'label', 'projection', 'patient'], ...rows));
}

async function writeScopePictures(folder: string): Promise<void> {
  const stripes = Buffer.from(Array.from({ length: 160 * 160 }, (_, index) => (index % 16 < 8 ? 20 : 220)));
  const jpeg = await sharp(stripes, { raw: { width: 160, height: 160, channels: 1 } })
    .jpeg()
    .toBuffer();
  const med = [
    ['a.jpg', 'val', 'ct w/contrast (iv)', 'axial', 'skull and contents', 0],
    ['b.jpg', 'val', 'xr - plain film', 'pa', 'lung, mediastinum, pleura', 0],
  ];
  const columns = ['file', 'split', 'modality_answer', 'plane_answer', 'organ_answer', 'in_vqarad'];
  await write(folder, 'vqa/vqa-med-2019/items.tsv', table(columns, ...med));
  await write(folder, 'vqa/vqa-med-2019/text/C1_Modality_val.txt', 'a|is this a ct scan?|yes\n');
  const slake = Array.from({ length: 30 }, (_, index) => [`s${index}.jpg`, index % 2 === 0 ? 'CT' : 'MRI']);
  await write(folder, 'vqa/slake/items.tsv', table(['file', 'modality'], ...slake));
  await write(
    folder,
    'vqa/vqa-rad/train.json',
    JSON.stringify([{ image_name: 'r.jpg', image_organ: 'HEAD' }]),
  );
  for (const path of [
    'vqa-med-2019/images/a.jpg',
    'vqa-med-2019/images/b.jpg',
    ...slake.map(([name]) => `slake/images/${name}`),
    'vqa-rad/images/r.jpg',
  ]) {
    await write(folder, `vqa/${path}`, jpeg);
  }
}

/** Reports in our own words, as Open-i's are laid out. */
async function writeReports(folder: string): Promise<void> {
  const findings = [
    'A small effusion lies on the left side. The heart keeps its normal size.',
    'A mass is seen in the right upper zone. There is no effusion or pneumothorax.',
    'Both lungs are clear. No effusion is seen.',
  ];
  const reports = findings.flatMap((text, index) =>
    (['train', 'test'] as const).map((split, part) => ({
      uid: 2 * index + part,
      findings: text,
      impression: '',
      comparison: '',
      mesh_major: index === 0 ? ['Pleural Effusion/left'] : ['normal'],
      chexpert: null,
      r2gen_split: split,
    })),
  );
  await write(folder, 'text/openi/reports.jsonl', reports.map((report) => JSON.stringify(report)).join('\n'));
}
