import { Button } from '@mantine/core';
import type { RuleSetHead } from '@wetread/contracts';
import table from '../components/table.module.css';
import { exactMoment } from '../wording/dates';

interface Props {
  heads: readonly RuleSetHead[];
  /** The version whose rules are shown above. */
  shown: number;
  onShow: (version: number) => void;
  onActivate: (version: number) => void;
}

/** Every version that was ever saved, newest first. None is ever changed; activating an older one is the way back. */
export function VersionList({ heads, shown, onShow, onActivate }: Props) {
  return (
    <table className={table.table} data-testid="versions">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Saved</th>
          <th scope="col">By</th>
          <th scope="col">Comment</th>
          <th scope="col">State</th>
          <th scope="col" aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {heads.map(({ version, createdAt, authorName, author, comment, active }) => (
          <tr key={version}>
            <td className={table.name}>{version}</td>
            <td className={table.when}>{exactMoment(createdAt)}</td>
            <td>{authorName ?? author}</td>
            <td>{comment}</td>
            <td>
              {active && (
                <span className={table.state} data-tone="good">
                  Decides
                </span>
              )}
            </td>
            <td className={table.actions}>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                disabled={version === shown}
                aria-label={`Show the rules of version ${version}`}
                onClick={() => onShow(version)}
              >
                {version === shown ? 'Shown' : 'Show'}
              </Button>
              {!active && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Activate version ${version}`}
                  onClick={() => onActivate(version)}
                >
                  Activate
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
