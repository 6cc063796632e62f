import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { guardBackButton } from './navigation/unsaved-work';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
guardBackButton();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
