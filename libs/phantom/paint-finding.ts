import { paintAtelectasis, paintFibrosis, paintMass, paintNodule } from './focal-findings';
import { paintAirspace, paintEdema } from './airspace-findings';
import { paintDevice } from './support-devices';
import { Extent } from './extent';
import { paintEffusion, paintPleuralThickening, paintPneumothorax } from './pleural-findings';
import { paintHernia } from './hiatal-hernia';
import type { DrawnFinding, FractionBox, PhantomFinding, PhantomFindingCode } from './phantom-finding';
import type { FindingPainter, PaintContext } from './finding-painter';
import type { Scene } from './scene';

const painters: Record<PhantomFindingCode, FindingPainter> = {
  Atelectasis: paintAtelectasis,
  // The heart was drawn enlarged already (see shapeAnatomy); its box is the finding's, as in the NIH boxes.
  Cardiomegaly: (_scene, _finding, { heartBox }) => heartBox,
  Effusion: paintEffusion,
  Infiltration: paintAirspace,
  Mass: paintMass,
  Nodule: paintNodule,
  Pneumonia: paintAirspace,
  Pneumothorax: paintPneumothorax,
  Consolidation: paintAirspace,
  Edema: paintEdema,
  Emphysema: (scene) => lungBox(scene),
  Fibrosis: paintFibrosis,
  Pleural_Thickening: paintPleuralThickening,
  Hernia: paintHernia,
  SupportDevice: paintDevice,
};

export function paintFinding(scene: Scene, finding: DrawnFinding, context: PaintContext): PhantomFinding {
  return { ...finding, box: painters[finding.code](scene, finding, context) };
}

function lungBox(scene: Scene): FractionBox {
  const extent = new Extent(scene.grid);
  scene.lung.forEach((depth, at) => {
    if (depth > 4) extent.add(at);
  });
  return extent.box();
}
