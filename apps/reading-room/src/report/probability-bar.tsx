import classes from './probability-bar.module.css';

interface Props {
  probability: number;
  threshold?: number;
  wide?: boolean;
}

/** A calibrated probability; the tick marks where the model decides "present". */
export function ProbabilityBar({ probability, threshold, wide = false }: Props) {
  const percent = Math.round(probability * 100);
  const label = `Probability ${percent} %${threshold === undefined ? '' : `, threshold ${Math.round(threshold * 100)} %`}`;
  return (
    <span className={classes.bar} data-wide={wide || undefined} role="img" aria-label={label} title={label}>
      <span className={classes.track}>
        <span className={classes.fill} style={{ width: `${percent}%` }} />
        {threshold !== undefined && <span className={classes.tick} style={{ left: `${threshold * 100}%` }} />}
      </span>
      <span className={classes.number} aria-hidden>
        {percent}%
      </span>
    </span>
  );
}
