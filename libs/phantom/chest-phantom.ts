import type { Anatomy } from './anatomy';
import { sampleAnatomy } from './anatomy';
import { collimate, drawMarks } from './burned-in-marks';
import { expose, sampleExposure } from './detector';
import { FilmGrid } from './film-grid';
import { completeRequests, shapeAnatomy } from './finding-plan';
import { paintFinding } from './paint-finding';
import type { GroundTruthReport } from './ground-truth-report';
import { groundTruthReport } from './ground-truth-report';
import { drawLungs, drawVessels } from './lung-field';
import { drawMediastinum } from './mediastinum';
import type { PhantomFinding, PhantomFindingRequest, PhantomView } from './phantom-finding';
import { randomStream } from './random';
import { emptyScene } from './scene';
import { drawSkeleton } from './skeleton';
import { drawAbdominalGas, drawBody } from './soft-tissue';

export interface ChestPhantomOptions {
  /** Equal options and seed give equal pixels. */
  seed: number;
  view?: PhantomView;
  /** Findings to draw; side, zone and size left out are chosen by the seed. */
  findings?: readonly PhantomFindingRequest[];
  /** Longest side in pixels. */
  size?: number;
  /** Burns PHANTOM into the film. Left out only in training, so that it cannot become a clue. */
  mark?: boolean;
}

/** A drawn film: 12 bits in 16, MONOCHROME2 (bright is dense). */
export interface PhantomImage {
  width: number;
  height: number;
  pixels: Uint16Array;
  /** Centimetres of the patient per pixel. */
  pixelSpacingCm: number;
}

export interface ChestPhantom extends PhantomImage {
  view: PhantomView;
  findings: PhantomFinding[];
  report: GroundTruthReport;
}

/**
 * Draws a frontal chest film of nobody. The beam's path through body, lung, bone and metal is added up in
 * centimetres and attenuated exponentially, so that shadows overlap as they do on film.
 */
export function drawChestPhantom(options: ChestPhantomOptions): ChestPhantom {
  const { seed, view = 'PA', size = 1024, mark = true } = options;
  const plan = completeRequests(options.findings ?? [], seed);
  const anatomy = shapeAnatomy(sampleAnatomy(seed, view), plan);
  const grid = filmGrid(anatomy, seed, size);
  const scene = emptyScene(grid, anatomy);
  drawBody(scene, randomStream(seed, 'body'));
  drawLungs(scene, randomStream(seed, 'lungs'));
  const heartBox = drawMediastinum(scene, randomStream(seed, 'mediastinum'));
  drawVessels(scene, randomStream(seed, 'vessels'));
  drawSkeleton(scene, randomStream(seed, 'skeleton'));
  drawAbdominalGas(scene, randomStream(seed, 'abdomen'));
  const findings = plan.map((finding, order) =>
    paintFinding(scene, finding, {
      random: randomStream(seed, `finding ${order} ${finding.code}`),
      heartBox,
    }),
  );
  const pixels = expose(scene, sampleExposure(randomStream(seed, 'exposure'), view), seed ^ 0x5bd1e995);
  collimate(pixels, grid, randomStream(seed, 'collimation'));
  drawMarks(pixels, grid, { random: randomStream(seed, 'marks'), view, phantomMark: mark });
  return {
    width: grid.width,
    height: grid.height,
    pixels,
    pixelSpacingCm: 1 / grid.pixelsPerCm,
    view,
    findings,
    report: groundTruthReport(findings, view, randomStream(seed, 'report')),
  };
}

function filmGrid(anatomy: Anatomy, seed: number, size: number): FilmGrid {
  const random = randomStream(seed, 'positioning');
  const above = random.between(3, 6);
  const below = random.between(3, 6.5);
  const fieldHeight = anatomy.lungHeight + above + below;
  const aspect = random.chance(0.45) ? 1 : random.between(0.84, 1.02);
  const fieldWidth = Math.max(fieldHeight * aspect, 2 * anatomy.halfWidth + 4.5);
  const pixelsPerCm = size / Math.max(fieldHeight, fieldWidth);
  return new FilmGrid({
    width: Math.round(fieldWidth * pixelsPerCm),
    height: Math.round(fieldHeight * pixelsPerCm),
    pixelsPerCm,
    centre: { x: random.normal(0, 0.45), y: anatomy.lungHeight / 2 + (below - above) / 2 },
    tiltRadians: random.normal(0, 0.014),
  });
}
