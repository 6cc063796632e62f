import type { FilmFacts } from './film-facts';
import type { FrontalView, GateDecision } from './reading';

/** How sure the model must be of the view when the header does not tell it. */
const SURE = 0.9;

/** Which side of the patient faced the detector: as the header says, else as the model sees it when it is sure. */
export function viewOf({ viewPosition }: FilmFacts, gate: GateDecision | null): FrontalView | null {
  const told = viewPosition?.trim().toUpperCase();
  if (told === 'PA' || told === 'AP') return told;
  // Readings of models before 0.2.0 have no view.
  const seen = gate?.view as GateDecision['view'] | undefined;
  return seen && seen.probability >= SURE ? seen.code : null;
}
