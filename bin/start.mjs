#!/usr/bin/env node
// `npm start`: install, build, migrate, seed the demo, serve.
process.argv.splice(2, 0, 'serve', '--demo');
await import('./wetread.mjs');
