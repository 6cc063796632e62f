import type { ReceivedOrder } from '@wetread/contracts';
import { Link } from 'wouter';
import { PriorityChip } from '../components/state-chip';
import table from '../components/table.module.css';
import { exactMoment } from '../wording/dates';
import { personName } from '../wording/person-name';
import { counted } from '../wording/words';
import { studyPath } from '../worklist/study-path';
import { ORDER_STATUS_WORDS, patientIdWords, sourceWords } from './order-words';

/** Orders as they came, and the study that each met. */
export function OrderRows({ orders }: { orders: readonly ReceivedOrder[] }) {
  return (
    <table className={table.table} data-testid="orders">
      <thead>
        <tr>
          <th scope="col">Changed</th>
          <th scope="col">Order</th>
          <th scope="col">Patient</th>
          <th scope="col">Procedure</th>
          <th scope="col">Priority</th>
          <th scope="col">State</th>
          <th scope="col">Study</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </tbody>
    </table>
  );
}

function OrderRow({ order }: { order: ReceivedOrder }) {
  const { accessionNumber, placerOrderNumber, procedure, priority, status } = order;
  return (
    <tr>
      <td className={table.when}>{exactMoment(order.changedAt)}</td>
      <td>
        <span className={table.name}>{accessionNumber ?? 'No accession number'}</span>
        {placerOrderNumber && <span className={table.second}>Placer {placerOrderNumber}</span>}
      </td>
      <td>
        {personName(order.patientName)}
        <span className={table.second}>{patientIdWords(order.patientId, order.issuerOfPatientId)}</span>
      </td>
      <td>
        {procedure.text ?? procedure.code ?? 'Not told'}
        {procedure.text && procedure.code && <span className={table.second}>{procedure.code}</span>}
      </td>
      <td>
        <PriorityChip priority={priority} />
      </td>
      <td>{ORDER_STATUS_WORDS[status]}</td>
      <td>
        <Met order={order} />
      </td>
      <td>{sourceWords(order.source)}</td>
    </tr>
  );
}

function Met({ order: { studies, otherPatients, status } }: { order: ReceivedOrder }) {
  const [first, ...more] = studies;
  if (first)
    return (
      <>
        <Link href={studyPath(first)}>Matched</Link>
        {more.length > 0 && <span className={table.second}>and {counted(more.length, 'more', 'more')}</span>}
      </>
    );
  const [other] = otherPatients;
  if (other)
    return (
      <span data-tone="warn">
        <Link href={studyPath(other)}>A study</Link> has its number, and another patient
      </span>
    );
  return <span className={table.second}>{status === 'cancelled' ? 'None' : 'None yet'}</span>;
}
