#!/usr/bin/env node
// The client's command line.
import { launch } from './launch.mjs';

await launch('../engine/cli/main.ts', 'farport');
