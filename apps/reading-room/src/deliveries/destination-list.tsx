import { Button } from '@mantine/core';
import type { Destination } from '@wetread/contracts';
import { ago, exactMoment } from '../wording/dates';
import { causeWords, KIND_WORDS } from './delivery-words';
import classes from './destination-list.module.css';
import { useDeliveryMutations } from './use-deliveries';

interface Props {
  destinations: readonly Destination[];
  now: number;
}

/** Where results go, and how their receivers are. */
export function DestinationList({ destinations, now }: Props) {
  return (
    <ul className={classes.list} data-testid="destinations">
      {destinations.map((destination) => (
        <DestinationCard key={destination.id} destination={destination} now={now} />
      ))}
    </ul>
  );
}

function DestinationCard({ destination, now }: { destination: Destination; now: number }) {
  const { id, name, target, active, health } = destination;
  const { test, resendAll } = useDeliveryMutations();
  const dead = health.deliveries.dead ?? 0;
  return (
    <li className={classes.card} data-condition={conditionOf(destination)}>
      <p className={classes.name}>
        <span className={classes.dot} aria-hidden />
        {name} <span className={classes.kind}>{KIND_WORDS[target.kind]}</span>
      </p>
      <p className={classes.words}>{active ? healthWords(health, now) : 'Inactive: gets nothing new'}</p>
      <div className={classes.actions}>
        <Button size="compact-xs" variant="default" loading={test.isPending} onClick={() => test.mutate(id)}>
          Test
        </Button>
        {dead > 0 && (
          <Button size="compact-xs" loading={resendAll.isPending} onClick={() => resendAll.mutate(id)}>
            Send {dead} again
          </Button>
        )}
      </div>
    </li>
  );
}

/** Nothing is known of one that was never sent to: that is not yet well. */
function conditionOf({ active, health }: Destination): 'asleep' | 'troubled' | 'well' {
  if (active && health.consecutiveFailures > 0) return 'troubled';
  return active && health.lastSuccessAt !== null ? 'well' : 'asleep';
}

function healthWords(
  { consecutiveFailures, lastCause, pausedUntil, lastSuccessAt }: Destination['health'],
  now: number,
) {
  const waits =
    pausedUntil && Date.parse(pausedUntil) > now ? `; tried again ${exactMoment(pausedUntil)}` : '';
  if (consecutiveFailures > 0)
    return `${consecutiveFailures} failed in a row: ${causeWords(lastCause)}${waits}`;
  return lastSuccessAt ? `Last delivery ${ago(lastSuccessAt, now)}` : 'Nothing delivered yet';
}
