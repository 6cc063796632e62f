import type { DicomService } from '@wetread/contracts';
import classes from './our-service.module.css';

/** What a peer must be told of us. */
export function OurService({ service }: { service: DicomService }) {
  const { aeTitle, port, tlsPort, knownAeTitles, loopbackIsTrusted } = service;
  return (
    <section className={classes.card} aria-label="This system" data-testid="our-service">
      <dl className={classes.facts}>
        <Fact name="Our AE title">{aeTitle}</Fact>
        <Fact name="Port">{port ?? 'chosen at start; see its first lines'}</Fact>
        <Fact name="Port with TLS">{tlsPort ?? 'off'}</Fact>
        {knownAeTitles.length > 0 && <Fact name="Let in before registered">{knownAeTitles.join(', ')}</Fact>}
      </dl>
      <p className={classes.note}>
        Give these to whoever sets up the peer.
        {loopbackIsTrusted &&
          ' This is the demo profile: whoever calls from this machine may do everything, registered or not.'}
      </p>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
