import { Link } from 'wouter';
import { useDestinations } from '../deliveries/use-deliveries';
import { counted } from '../wording/words';
import classes from './destination-health.module.css';

/** Whether results arrive, in a line that leads to the ledger. */
export function DestinationHealth() {
  const { data } = useDestinations();
  if (!data) return null;
  const troubled = data.filter(({ active, health }) => active && health.consecutiveFailures > 0);
  const condition = troubled.length > 0 ? 'troubled' : data.length > 0 ? 'well' : 'none';
  const words = {
    troubled: `${troubled.map(({ name }) => name).join(', ')} cannot be reached or refuses`,
    well: `${counted(data.length, 'destination')}, none in trouble`,
    none: 'no destination is set up',
  }[condition];
  return (
    <p className={classes.line} data-condition={condition}>
      <span className={classes.dot} aria-hidden /> Results: {words}.{' '}
      <Link href="/deliveries">Deliveries</Link>
    </p>
  );
}
