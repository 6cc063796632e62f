import { Select } from '@mantine/core';
import { AuditAction } from '@wetread/contracts';
import { useState } from 'react';
import { AuditEntries } from '../audit/audit-entries';
import { useAudit } from '../audit/use-audit';
import { VerificationBadge } from '../audit/verification-badge';
import { EmptyState } from '../components/empty-state';
import { GatedPage } from '../components/gated-page';
import { Listing } from '../components/listing';
import classes from '../components/page.module.css';
import { ACTION_WORDS } from '../wording/words';

const ACTIONS = AuditAction.options.map((value) => ({ value, label: ACTION_WORDS[value] }));

const DENIED = {
  title: 'Your role may not read the audit trail',
  words: 'Administrators and privacy officers may. The trail of a single study is on its reading page.',
};

export function AuditPage() {
  return (
    <GatedPage title="Audit" ability="read-audit" denied={DENIED}>
      <Trail />
    </GatedPage>
  );
}

function Trail() {
  const [action, setAction] = useState<AuditAction | undefined>();
  const list = useAudit({ action });
  return (
    <>
      <header className={classes.head}>
        <h1>Audit</h1>
        <VerificationBadge />
        <Select
          className={classes.filter}
          aria-label="Only this action"
          placeholder="Every action"
          data={ACTIONS}
          value={action ?? null}
          clearable
          onChange={(value) => setAction(value ? AuditAction.parse(value) : undefined)}
        />
      </header>
      <Listing list={list} empty={<EmptyState title="No entry fits" />}>
        <AuditEntries entries={list.rows} />
      </Listing>
    </>
  );
}
