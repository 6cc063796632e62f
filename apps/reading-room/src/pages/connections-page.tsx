import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { CONNECTIONS_DENIED, GatedPage } from '../components/gated-page';
import page from '../components/page.module.css';
import { DestinationHealth } from '../connections/destination-health';
import { OurService } from '../connections/our-service';
import { PeerDialogs } from '../connections/peer-dialogs';
import { PeerSection, StrangerSection } from '../connections/peer-section';
import { PriorSourceSection } from '../connections/prior-source-section';
import { useDicomService } from '../connections/use-connections';
import { usePeerDesk } from '../connections/use-peer-desk';
import { useShortcuts } from '../keyboard/use-shortcuts';

export function ConnectionsPage() {
  return (
    <GatedPage title="Connections" ability="manage-connections" denied={CONNECTIONS_DENIED}>
      <Connections />
    </GatedPage>
  );
}

function Connections() {
  const service = useDicomService();
  const desk = usePeerDesk();
  useShortcuts({ new: () => desk.add() });
  return (
    <>
      <header className={page.head}>
        <h1>Connections</h1>
        <DestinationHealth />
        <div className={page.push}>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => desk.add()}>
            Add a peer
          </Button>
        </div>
      </header>
      {service.data && <OurService service={service.data} />}
      <PeerSection desk={desk} />
      <StrangerSection desk={desk} />
      <PriorSourceSection peers={desk.list} />
      <PeerDialogs desk={desk} />
    </>
  );
}
