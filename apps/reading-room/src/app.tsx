import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { createQueryClient } from './api/query-client';
import { CentredPage } from './components/centred-page';
import { FaultBoundary } from './components/fault-boundary';
import { UnsavedGuard } from './navigation/unsaved-guard';
import { useGuardedLocation } from './navigation/guarded-location';
import { NotFoundPage } from './pages/not-found-page';
import { WorklistPage } from './pages/worklist-page';
import { SessionGate } from './session/session-gate';
import { theme, variables } from './theme/theme';

// The film engine is the heavy part; the worklist opens without it.
const ReadingPage = lazy(() =>
  import('./pages/reading-page').then((page) => ({ default: page.ReadingPage })),
);
const DeliveriesPage = lazy(() =>
  import('./pages/deliveries-page').then((page) => ({ default: page.DeliveriesPage })),
);
const RulesPage = lazy(() => import('./pages/rules-page').then((page) => ({ default: page.RulesPage })));
const ConnectionsPage = lazy(() =>
  import('./pages/connections-page').then((page) => ({ default: page.ConnectionsPage })),
);
const OrdersPage = lazy(() => import('./pages/orders-page').then((page) => ({ default: page.OrdersPage })));
const AuditPage = lazy(() => import('./pages/audit-page').then((page) => ({ default: page.AuditPage })));

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} forceColorScheme="dark">
      <QueryClientProvider client={client}>
        <Notifications position="bottom-left" autoClose={4500} />
        <FaultBoundary>
          <Router hook={useGuardedLocation}>
            <UnsavedGuard />
            <SessionGate>
              <Suspense fallback={<CentredPage>Opening</CentredPage>}>
                <Pages />
              </Suspense>
            </SessionGate>
          </Router>
        </FaultBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={WorklistPage} />
      <Route path="/sign-in">
        <Redirect to="/" replace />
      </Route>
      <Route path="/studies/:studyInstanceUid">
        {({ studyInstanceUid }) => <ReadingPage key={studyInstanceUid} studyInstanceUid={studyInstanceUid} />}
      </Route>
      <Route path="/audit" component={AuditPage} />
      <Route path="/deliveries" component={DeliveriesPage} />
      <Route path="/rules" component={RulesPage} />
      <Route path="/connections" component={ConnectionsPage} />
      <Route path="/orders/:part?">{({ part }) => <OrdersPage part={part} />}</Route>
      <Route component={NotFoundPage} />
    </Switch>
  );
}
