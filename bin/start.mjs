#!/usr/bin/env -S node --initial-old-space-size=128 --min-semi-space-size=16
// `npm start`: install, build, migrate, seed the demo, serve.
process.argv.splice(2, 0, 'serve', '--demo');
await import('./wetread.mjs');
