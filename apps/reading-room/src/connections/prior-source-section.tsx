import { Button } from '@mantine/core';
import type { ApplicationEntity, PriorSource } from '@wetread/contracts';
import { useState } from 'react';
import page from '../components/page.module.css';
import { RowButton } from '../components/row-button';
import { ProblemNotice } from '../components/problem-notice';
import table from '../components/table.module.css';
import { counted } from '../wording/words';
import { PriorSourceDialog } from './prior-source-dialog';
import { RemoveDialog } from './remove-dialog';
import { usePriorSourceMutations, usePriorSources } from './use-connections';

/** Archives that are asked for a patient's earlier films. */
export function PriorSourceSection({ peers }: { peers: readonly ApplicationEntity[] }) {
  const sources = usePriorSources();
  const { save, remove } = usePriorSourceMutations();
  const [editing, setEditing] = useState<PriorSource | 'new' | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const list = sources.data ?? [];
  const open = (source: PriorSource | 'new'): void => {
    save.reset();
    setEditing(source);
  };
  return (
    <section className={page.section} aria-label="Sources of priors">
      <div className={page.sectionHead}>
        <h2>Sources of priors</h2>
        <Button size="compact-sm" variant="default" onClick={() => open('new')}>
          Add a source
        </Button>
      </div>
      {sources.isError && <ProblemNotice error={sources.error} onRetry={() => void sources.refetch()} />}
      {sources.isSuccess && list.length === 0 && (
        <p className={page.none}>
          No archive is asked for earlier films: a film is compared with what is stored here. Add the PACS to
          have a patient’s earlier films fetched before the film is read.
        </p>
      )}
      {list.length > 0 && <SourceTable sources={list} onEdit={open} onRemove={setRemoving} />}
      {editing && (
        <PriorSourceDialog
          known={editing === 'new' ? null : editing}
          taken={list.map(({ name }) => name)}
          peers={peers.filter(({ host }) => host !== null).map(({ aeTitle }) => aeTitle)}
          save={save}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && (
        <RemoveDialog
          name={removing}
          consequence="It is asked for no more priors. What was fetched from it stays."
          remove={remove}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}

interface TableProps {
  sources: readonly PriorSource[];
  onEdit: (source: PriorSource) => void;
  onRemove: (name: string) => void;
}

function SourceTable({ sources, onEdit, onRemove }: TableProps) {
  return (
    <table className={table.table} data-testid="prior-sources">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Asked by</th>
          <th scope="col">Fetches</th>
          <th scope="col">State</th>
          <th scope="col" aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source.name}>
            <td className={table.name}>{source.name}</td>
            <td>{archiveWords(source)}</td>
            <td>{relevanceWords(source)}</td>
            <td>
              <span data-tone={source.active ? 'good' : undefined}>{source.active ? 'On' : 'Off'}</span>
            </td>
            <td className={table.actions}>
              <RowButton verb="Edit" name={source.name} onClick={() => onEdit(source)} />
              <RowButton verb="Remove" name={source.name} onClick={() => onRemove(source.name)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const archiveWords = ({ settings }: PriorSource): string =>
  settings.kind === 'dimse'
    ? `${settings.aeTitle}, C-FIND and C-${settings.retrieve.toUpperCase()}`
    : `DICOMweb at ${settings.baseUrl}`;

function relevanceWords({ settings: { relevance } }: PriorSource): string {
  const { modalities, bodyParts, maxAgeYears, maxStudies } = relevance;
  const parts = bodyParts.length > 0 ? ` of ${bodyParts.join(', ')}` : '';
  return `${modalities.join(', ')}${parts}, not older than ${counted(maxAgeYears, 'year')}, at most ${counted(maxStudies, 'study', 'studies')}`;
}
