import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Session } from '@wetread/contracts';
import { Link, useLocation } from 'wouter';
import { useReader } from '../session/use-session';
import classes from './navigation.module.css';

interface Page {
  readonly path: string;
  readonly name: string;
  readonly ability: Session['abilities'][number];
}

const PAGES: readonly Page[] = [
  { path: '/', name: 'Worklist', ability: 'read' },
  { path: '/orders', name: 'Orders', ability: 'manage-connections' },
  { path: '/rules', name: 'Rules', ability: 'manage-connections' },
  { path: '/connections', name: 'Connections', ability: 'manage-connections' },
  { path: '/deliveries', name: 'Deliveries', ability: 'manage-connections' },
  { path: '/audit', name: 'Audit', ability: 'read-audit' },
];

const isAt = (location: string, path: string): boolean =>
  location === path || (path !== '/' && location.startsWith(`${path}/`));

/** The pages that the reader's role opens; in a menu where the bar has to name a patient. */
export function Navigation({ compact }: { compact: boolean }) {
  const [location] = useLocation();
  const { abilities } = useReader();
  const pages = PAGES.filter(({ ability }) => abilities.includes(ability));
  if (pages.length < 2) return null;
  if (compact) return <PagesMenu pages={pages} />;
  return (
    <nav className={classes.navigation} aria-label="Pages">
      {pages.map(({ path, name }) => (
        <Link
          key={path}
          href={path}
          className={classes.page}
          aria-current={isAt(location, path) ? 'page' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

function PagesMenu({ pages }: { pages: readonly Page[] }) {
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>
        <UnstyledButton className={classes.page}>
          Pages <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map(({ path, name }) => (
          <Menu.Item key={path} component={Link} href={path}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
