import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'server',
  // The largest form brings a video of at most 100 MB and its still; the form itself then says what is wrong.
  adapter: node({ mode: 'standalone', bodySizeLimit: 160 * 1024 * 1024 }),
  publicDir: './src/public',
  // NOTE: Astro's own check knows the origin only at build time; src/platform/http checks it against PUBLIC_URL.
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  compressHTML: true,
  vite: {
    build: {
      // NOTE: Astro writes small scripts into the page otherwise, which the content security policy forbids.
      assetsInlineLimit: 0,
      // Compiles light-dark() for the older Androids that our owners carry.
      cssTarget: ['chrome111', 'safari16.4', 'firefox114'],
    },
  },
});
