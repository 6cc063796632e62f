import { CopyButton, Popover, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy, IconFingerprint } from '@tabler/icons-react';
import type { Report } from '@wetread/contracts';
import classes from './provenance-popover.module.css';

/** Which model drafted this, on which pixels: names and hashes to hold against the audit trail. */
export function ProvenancePopover({ report }: { report: Report }) {
  const { model } = report;
  if (!model) return null;
  return (
    <Popover position="bottom-end" width={360} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.opener}>
          <IconFingerprint size={15} stroke={1.7} aria-hidden /> {model.name} {model.version}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label="Where this draft comes from">
        <dl className={classes.facts}>
          <Fact name="Model" value={`${model.name} ${model.version}`} />
          <Fact name="Weights, SHA-256" value={model.sha256} copied />
          <Fact name="Its input, SHA-256" value={model.inputSha256} copied />
          <Fact name={`Revision ${report.revision}, SHA-256`} value={report.contentHash} copied />
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}

function Fact({ name, value, copied = false }: { name: string; value: string; copied?: boolean }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd className={copied ? classes.hash : undefined}>
        {value}
        {copied && (
          <CopyButton value={value}>
            {({ copied: done, copy }) => (
              <UnstyledButton onClick={copy} className={classes.copy} aria-label={`Copy: ${name}`}>
                {done ? <IconCheck size={14} /> : <IconCopy size={14} />}
              </UnstyledButton>
            )}
          </CopyButton>
        )}
      </dd>
    </div>
  );
}
