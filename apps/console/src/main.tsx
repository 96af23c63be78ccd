/** Begins the console: puts together what every page needs. */
import '@farport/look/tokens.css';
import './styles/base.css';
import '@farport/look/parts.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/pages.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ApiError } from './api/client.ts';
import { Telling } from './ui/notes.tsx';
import { Speaking } from './words/index.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Events say when something has changed.
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (count, error) =>
        error instanceof ApiError && (error.status === 0 || error.status === 503) && count < 4,
      retryDelay: 700,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the console');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Speaking>
        <Telling>
          <App />
        </Telling>
      </Speaking>
    </QueryClientProvider>
  </StrictMode>,
);
