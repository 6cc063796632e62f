#!/usr/bin/env -S node --initial-old-space-size=128 --min-semi-space-size=16
// Else V8 makes the heap as small as it can whenever nobody asks for half a minute, and collects it again and again when
// somebody does (docs/performance.md). Only the command line can say so.
import { createRequire } from 'node:module';
import { ensureBuilt, ensureInstalled, requireNode, root } from './toolchain.mjs';

requireNode();
ensureInstalled();
ensureBuilt('server');
if (process.argv[2] === 'serve') ensureBuilt('web');
createRequire(import.meta.url)(`${root}/dist/apps/cli/main.js`);
