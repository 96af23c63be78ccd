// Builds the console into dist: hashed files, each with a smaller one beside it that is sent to browsers that can read it.
// No inline script or style: the agent's content security policy refuses both.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** FILE.br beside every file that is worth it. */
function compressed() {
  let directory = '';
  return {
    name: 'farport-compressed',
    apply: 'build',
    configResolved(config) {
      directory = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const name of await readdir(directory, { recursive: true })) {
        if (!/\.(?:js|css|svg|html)$/.test(name)) continue;
        const bytes = await readFile(join(directory, name));
        const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
        if (small.length < bytes.length * 0.9) await writeFile(join(directory, `${name}.br`), small);
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), compressed()],
  base: '/',
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // An image in a style sheet would be a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
  },
  server: {
    // "vite" while working on pages: the agent on this machine answers the API.
    proxy: { '/api': { target: process.env.FARPORT_AGENT ?? 'https://127.0.0.1:4747', secure: false } },
  },
});
