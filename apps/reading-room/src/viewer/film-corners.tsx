import type { FilmState } from './film-viewer';
import type { FilmImage } from './film-images';
import classes from './film-corners.module.css';

/** What a reader expects written on the film's edges: sides, window, zoom, which image. */
export function FilmCorners({
  image,
  turned,
  state,
  position,
}: {
  image: FilmImage;
  /** It was found turned, so that its edges are not what the file or custom says; none are written. */
  turned: boolean;
  state: FilmState | null;
  position: string;
}) {
  const sides = turned ? null : sidesOf(image);
  return (
    <div className={classes.corners}>
      <span className={classes.topLeft}>{image.caption}</span>
      <span className={classes.topRight}>{position}</span>
      {sides && (
        <>
          <span className={classes.left} title={sides.title}>
            {sides.left}
          </span>
          <span className={classes.right} title={sides.title}>
            {sides.right}
          </span>
        </>
      )}
      {state && (
        <>
          <span className={classes.bottomLeft} data-testid="window-readout">
            {state.colour
              ? 'Colour'
              : `W ${Math.round(state.window.width)}  L ${Math.round(state.window.center)}`}
            {state.inverted !== image.storedInverted ? '  inverted' : ''}
          </span>
          <span className={classes.bottomRight} data-testid="zoom-readout">
            {Math.round(state.scale * window.devicePixelRatio * 100)}%
          </span>
        </>
      )}
    </div>
  );
}

const OPPOSITE: Record<string, string> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };

/** Patient Orientation (PS3.3 C.7.6.1.1.1) names the direction that rows run to: the film's right edge. */
function sidesOf({ patientOrientation, projection }: FilmImage) {
  const right = patientOrientation[0]?.[0];
  const left = right ? OPPOSITE[right] : undefined;
  if (right && left) return { left, right, title: 'From the film’s Patient Orientation' };
  // A frontal film without it is hung as if the patient faced the reader; say that this is the custom, not a fact.
  if (projection)
    return { left: 'R?', right: 'L?', title: 'By custom: the file does not tell its orientation' };
  return null;
}
