import { apply, svgMatrix } from './affine';
import type { FilmState } from './film-viewer';
import type { Region } from './regions';
import classes from './evidence-overlay.module.css';

interface Props {
  regions: readonly Region[];
  state: FilmState;
  litSentenceId: string | null;
}

/** The boxes of the sentences, drawn in image coordinates so that they follow zoom and pan. */
export function EvidenceOverlay({ regions, state, litSentenceId }: Props) {
  const lit = regions.find((region) => region.sentenceId === litSentenceId);
  return (
    <svg className={classes.overlay} aria-hidden data-testid="evidence-overlay">
      <g transform={svgMatrix(state.imageToCanvas)}>
        {distinct(regions, lit).map((region) => {
          const [x, y, width, height] = region.box;
          return (
            <rect
              key={region.sentenceId}
              className={classes.box}
              data-sentence={region.sentenceId}
              data-lit={region === lit || undefined}
              data-critical={region.critical || undefined}
              x={x * state.columns}
              y={y * state.rows}
              width={width * state.columns}
              height={height * state.rows}
            />
          );
        })}
      </g>
      {lit && <Label region={lit} state={state} />}
    </svg>
  );
}

/** Two sentences on one finding share a box: draw it once. The lit one comes last, on top. */
function distinct(regions: readonly Region[], lit: Region | undefined): Region[] {
  const byBox = new Map<string, Region>();
  for (const region of regions)
    if (!region.quiet && !byBox.has(region.box.join())) byBox.set(region.box.join(), region);
  if (lit) {
    byBox.delete(lit.box.join());
    byBox.set(lit.box.join(), lit);
  }
  return [...byBox.values()];
}

function Label({ region, state }: { region: Region; state: FilmState }) {
  const [bx, by, , height] = region.box;
  const [x, top] = apply(state.imageToCanvas, [bx * state.columns, by * state.rows]);
  const [, bottom] = apply(state.imageToCanvas, [bx * state.columns, (by + height) * state.rows]);
  const width = region.label.length * 6.8 + 16;
  const above = top > 30;
  return (
    <g
      transform={`translate(${x} ${above ? top - 26 : bottom + 6})`}
      data-critical={region.critical || undefined}
      className={classes.label}
    >
      <rect width={width} height={20} rx={5} />
      <text x={8} y={14}>
        {region.label}
      </text>
    </g>
  );
}
