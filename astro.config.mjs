import node from '@astrojs/node';
import { defineConfig } from 'astro/config';
import { mostUploadBytes } from '#platform/http/body/limit.ts';
import { bundleWidget } from '#widget/script/bundle.ts';

export default defineConfig({
  output: 'server',
  // Each address has a limit of its own below this one.
  adapter: node({ mode: 'standalone', bodySizeLimit: mostUploadBytes }),
  publicDir: './src/public',
  // NOTE: Astro's own check knows the origin only at build time; src/platform/http checks it against PUBLIC_URL.
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  compressHTML: true,
  integrations: [
    {
      name: 'widget',
      hooks: { 'astro:build:done': bundleWidget, 'astro:server:setup': bundleWidget },
    },
  ],
  vite: {
    build: {
      // NOTE: Astro writes small scripts into the page otherwise, which the content security policy forbids.
      assetsInlineLimit: 0,
      // Compiles light-dark() for the older Androids that our owners carry.
      cssTarget: ['chrome111', 'safari16.4', 'firefox114'],
    },
  },
});
