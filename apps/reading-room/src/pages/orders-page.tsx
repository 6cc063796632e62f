import { Tabs } from '@mantine/core';
import { useLocation } from 'wouter';
import { CONNECTIONS_DENIED, GatedPage } from '../components/gated-page';
import page from '../components/page.module.css';
import { MessagesPart } from '../orders/messages-part';
import { OrdersPart } from '../orders/orders-part';
import { PatientsPart } from '../orders/patients-part';
import { QuarantinePart } from '../orders/quarantine-part';
import { useAbility } from '../session/use-session';
import classes from './orders-page.module.css';

const PARTS = [
  { part: 'orders', name: 'Orders', Shown: OrdersPart },
  { part: 'messages', name: 'Messages', Shown: MessagesPart },
  { part: 'patients', name: 'Patients', Shown: PatientsPart },
  { part: 'quarantine', name: 'Quarantine', Shown: QuarantinePart },
] as const;

/** What other systems have sent beside studies, and what could not be taken. */
export function OrdersPage({ part }: { part: string | undefined }) {
  return (
    <GatedPage title="Orders" ability="manage-connections" denied={CONNECTIONS_DENIED}>
      <Parts part={part} />
    </GatedPage>
  );
}

function Parts({ part }: { part: string | undefined }) {
  const [, navigate] = useLocation();
  // The quarantine names files of everybody: its route asks for more than the others.
  const mayQuarantine = useAbility('manage-users');
  const parts = PARTS.filter((one) => one.part !== 'quarantine' || mayQuarantine);
  const current = parts.find((one) => one.part === part) ?? PARTS[0];
  return (
    <>
      <header className={page.head}>
        <h1>Orders and patients</h1>
      </header>
      <Tabs
        value={current.part}
        onChange={(value) => navigate(value && value !== 'orders' ? `/orders/${value}` : '/orders')}
        keepMounted={false}
        classNames={{ tab: classes.tab, panel: classes.panel }}
      >
        <Tabs.List>
          {parts.map((one) => (
            <Tabs.Tab key={one.part} value={one.part}>
              {one.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {parts.map(({ part: value, Shown }) => (
          <Tabs.Panel key={value} value={value}>
            <Shown />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
