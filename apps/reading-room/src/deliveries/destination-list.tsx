import { Button } from '@mantine/core';
import type { Destination } from '@wetread/contracts';
import { TestButton } from '../components/test-button';
import { RowButton } from '../components/row-button';
import { KIND_WORDS } from './delivery-words';
import classes from './destination-list.module.css';
import { conditionOf, contentWords, healthWords, targetWords, testWords } from './destination-words';
import { useDeliveryMutations, useDestinationTest } from './use-deliveries';

interface Actions {
  now: number;
  onEdit: (destination: Destination) => void;
  onRetire: (destination: Destination) => void;
}

/** Where results go, and how their receivers are. */
export function DestinationList({
  destinations,
  ...actions
}: Actions & { destinations: readonly Destination[] }) {
  return (
    <ul className={classes.list} data-testid="destinations">
      {destinations.map((destination) => (
        <DestinationCard key={destination.id} destination={destination} {...actions} />
      ))}
    </ul>
  );
}

function DestinationCard({ destination, now, onEdit, onRetire }: Actions & { destination: Destination }) {
  const { id, name, target, health } = destination;
  const { resendAll } = useDeliveryMutations();
  const dead = health.deliveries.dead ?? 0;
  return (
    <li className={classes.card} data-condition={conditionOf(destination)}>
      <div className={classes.head}>
        <h3 className={classes.name}>
          <span className={classes.dot} aria-hidden />
          {name} <span className={classes.kind}>{KIND_WORDS[target.kind]}</span>
        </h3>
        <RowButton verb="Edit" name={name} onClick={() => onEdit(destination)} />
        <RowButton verb="Retire" name={name} onClick={() => onRetire(destination)} />
      </div>
      <p className={classes.target}>{targetWords(destination)}</p>
      <p className={classes.words}>{contentWords(destination)}</p>
      <p className={classes.health}>{healthWords(destination, now)}</p>
      <div className={classes.actions}>
        <Probe destination={destination} />
        {dead > 0 && (
          <Button size="compact-xs" loading={resendAll.isPending} onClick={() => resendAll.mutate(id)}>
            Send {dead} again
          </Button>
        )}
      </div>
    </li>
  );
}

/** Whether it is there; nothing is delivered. */
function Probe({ destination: { id, name } }: { destination: Destination }) {
  const test = useDestinationTest();
  const outcome = test.data
    ? { isWell: test.data.reachable, words: testWords(test.data) }
    : test.error && { isWell: false, words: test.error.message };
  return (
    <TestButton name={name} isPending={test.isPending} outcome={outcome} onTest={() => test.mutate(id)} />
  );
}
