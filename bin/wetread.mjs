#!/usr/bin/env node
import { createRequire } from 'node:module';
import { ensureBuilt, ensureInstalled, requireNode, root } from './toolchain.mjs';

requireNode();
ensureInstalled();
ensureBuilt('server');
if (process.argv[2] === 'serve') ensureBuilt('web');
createRequire(import.meta.url)(`${root}/dist/apps/cli/main.js`);
