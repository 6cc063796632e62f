import type { MergePage } from '@wetread/contracts';
import table from '../components/table.module.css';
import { exactMoment } from '../wording/dates';
import { personName } from '../wording/person-name';
import { patientIdWords } from './order-words';

type Merge = MergePage['merges'][number];

/** Who was merged into whom, when and by what message. */
export function MergeRows({ merges }: { merges: readonly Merge[] }) {
  return (
    <table className={table.table} data-testid="merges">
      <thead>
        <tr>
          <th scope="col">Merged</th>
          <th scope="col">Retired</th>
          <th scope="col">Into</th>
          <th scope="col">Studies</th>
          <th scope="col">Told by</th>
          <th scope="col">Message</th>
        </tr>
      </thead>
      <tbody>
        {merges.map(({ id, at, retired, survivor, studies, by, message }) => (
          <tr key={id}>
            <td className={table.when}>{exactMoment(at)}</td>
            <td>
              <Named patient={retired} />
            </td>
            <td>
              <Named patient={survivor} />
            </td>
            <td className={table.when}>{studies}</td>
            <td>{by ?? 'Not recorded'}</td>
            <td className={table.code}>{message ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Named({ patient: { patientId, issuerOfPatientId, patientName } }: { patient: Merge['retired'] }) {
  return (
    <>
      <span className={table.name}>{patientIdWords(patientId, issuerOfPatientId)}</span>
      {patientName && <span className={table.second}>{personName(patientName)}</span>}
    </>
  );
}
