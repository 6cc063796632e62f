import { Button } from '@mantine/core';
import type { Delivery, DeliveryState } from '@wetread/contracts';
import { Link } from 'wouter';
import classes from '../components/table.module.css';
import { exactMoment } from '../wording/dates';
import { STATUS_WORDS } from '../wording/words';
import { studyPath } from '../worklist/study-path';
import {
  causeWords,
  DELIVERY_FORMAT_WORDS,
  DELIVERY_STATE_WORDS,
  maySendAgain,
  maySkip,
  nextWords,
} from './delivery-words';
import { useDeliveryMutations } from './use-deliveries';

const TONES: Partial<Record<DeliveryState, string>> = { delivered: 'good', dead: 'bad' };

/** The ledger: a line for each revision, destination and format. */
export function DeliveryRows({ deliveries, now }: { deliveries: readonly Delivery[]; now: number }) {
  return (
    <table className={classes.table} data-testid="deliveries">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">To</th>
          <th scope="col">Report</th>
          <th scope="col">As</th>
          <th scope="col">State</th>
          <th scope="col">Attempts</th>
          <th scope="col">Message</th>
          <th scope="col" aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function DeliveryRow({ delivery, now }: { delivery: Delivery; now: number }) {
  const { resend, skip } = useDeliveryMutations();
  const { id, state, cause, nextAttemptAt, messageId } = delivery;
  const title = `${delivery.destinationName}, revision ${delivery.revision}`;
  return (
    <tr>
      <td className={classes.when}>{exactMoment(delivery.createdAt)}</td>
      <td>{delivery.destinationName}</td>
      <td>
        <Link href={studyPath(delivery.studyInstanceUid)}>
          {STATUS_WORDS[delivery.status]}, revision {delivery.revision}
        </Link>
      </td>
      <td>{DELIVERY_FORMAT_WORDS[delivery.format]}</td>
      <td>
        <span className={classes.state} data-tone={TONES[state]}>
          {DELIVERY_STATE_WORDS[state]}
        </span>
        {causeWords(cause) && <span className={classes.second}>{causeWords(cause)}</span>}
        {state === 'retrying' && nextAttemptAt && (
          <span className={classes.second}>{nextWords(nextAttemptAt, now)}</span>
        )}
      </td>
      <td className={classes.when}>{delivery.attempts}</td>
      <td className={classes.code} title={messageId ?? undefined}>
        {messageId?.slice(-12)}
      </td>
      <td className={classes.actions}>
        {maySendAgain(delivery) && (
          <Button
            size="compact-xs"
            variant={state === 'dead' ? 'filled' : 'subtle'}
            aria-label={`Send again: ${title}`}
            loading={resend.isPending}
            onClick={() => resend.mutate(id)}
          >
            {state === 'pending' || state === 'retrying' ? 'Send now' : 'Send again'}
          </Button>
        )}
        {maySkip(delivery) && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={`Skip: ${title}`}
            loading={skip.isPending}
            onClick={() => skip.mutate(id)}
          >
            Skip
          </Button>
        )}
      </td>
    </tr>
  );
}
