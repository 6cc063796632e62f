import type { QuarantinedObject } from '@wetread/contracts';
import { Link } from 'wouter';
import table from '../components/table.module.css';
import { exactMoment } from '../wording/dates';
import { sentence } from '../wording/words';
import { studyPath } from '../worklist/study-path';
import classes from './quarantine-rows.module.css';
import { doorWords, quarantineWords, sizeWords } from './quarantine-words';
import { RetryObject } from './retry-object';

/** Objects that were not stored: why, and the way out. */
export function QuarantineRows({ objects }: { objects: readonly QuarantinedObject[] }) {
  return (
    <table className={table.table} data-testid="quarantine">
      <thead>
        <tr>
          <th scope="col">Last came</th>
          <th scope="col">From</th>
          <th scope="col">Why it was not stored</th>
          <th scope="col">The way out</th>
          <th scope="col">Study</th>
          <th scope="col">Size</th>
          <th scope="col" aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {objects.map((object) => (
          <QuarantineRow key={object.id} object={object} />
        ))}
      </tbody>
    </table>
  );
}

function QuarantineRow({ object }: { object: QuarantinedObject }) {
  const { lastReceivedAt, times, source, message, reasonCode, studyInstanceUid, bytes, kept } = object;
  const { title, way } = quarantineWords(object);
  return (
    <tr>
      <td className={table.when}>
        {exactMoment(lastReceivedAt)}
        {times > 1 && <span className={table.second}>{times} times</span>}
      </td>
      <td>
        {source.peer}
        <span className={table.second}>{doorWords(source)}</span>
      </td>
      <td>
        <span className={table.name}>{title}</span>
        <span className={table.second}>
          {sentence(message)} ({reasonCode})
        </span>
      </td>
      <td>{way}</td>
      <td className={table.when}>
        {studyInstanceUid ? (
          <Link href={studyPath(studyInstanceUid)} title={studyInstanceUid}>
            …{studyInstanceUid.slice(-12)}
          </Link>
        ) : (
          <span className={table.second}>Not known</span>
        )}
      </td>
      <td className={table.when}>
        {sizeWords(bytes)}
        {!kept && <span className={table.second}>not kept</span>}
      </td>
      <td className={classes.retry}>
        {kept && <RetryObject object={object} name={`${title}, from ${source.peer}`} />}
      </td>
    </tr>
  );
}
