import { defineConfig } from 'vite';

// a worker that loads the one backend it is asked for is a module
export default defineConfig({ worker: { format: 'es' } });
