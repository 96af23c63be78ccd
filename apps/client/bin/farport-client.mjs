#!/usr/bin/env node
// The client app.
import { launch } from './launch.mjs';

await launch('../app/shell/client.node.ts', 'farport-client');
