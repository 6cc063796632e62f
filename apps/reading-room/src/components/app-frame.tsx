import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { HelpOverlay } from '../keyboard/help-overlay';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { useReader, useSignOut } from '../session/use-session';
import { Brand } from './brand';
import { Navigation } from './navigation';
import { SafetyFooter } from './safety-footer';
import classes from './app-frame.module.css';

const ROLES = {
  radiologist: 'Radiologist',
  technologist: 'Technologist',
  educator: 'Educator',
  admin: 'Administrator',
  'privacy-officer': 'Privacy officer',
} as const;

interface Props {
  /** What the middle of the top bar shows, e.g. whose film is open. */
  heading?: ReactNode;
  children: ReactNode;
}

export function AppFrame({ heading, children }: Props) {
  const [helping, setHelping] = useState(false);
  const reader = useReader();
  useShortcuts({ help: () => setHelping(true) });
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.bar}>
        <Link href="/" className={classes.home} aria-label="Wetread, to the worklist">
          <Brand />
        </Link>
        <Navigation compact={heading !== undefined} />
        <div className={classes.heading}>{heading}</div>
        <Tooltip label="Keyboard (?)">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Keyboard shortcuts"
            onClick={() => setHelping(true)}
          >
            <IconKeyboard size={20} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <ReaderMenu />
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
      <SafetyFooter demo={reader.profile === 'demo'} />
      <HelpOverlay opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}

function ReaderMenu() {
  const reader = useReader();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <UnstyledButton className={classes.reader} aria-label={`${reader.displayName}, account`}>
          <span className={classes.readerName}>{reader.displayName}</span>
          <span className={classes.readerRole}>{ROLES[reader.role]}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
