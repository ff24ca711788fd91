import { readFileSync } from 'node:fs';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const themeBoot = new URL('./src/web/theme-boot.js', import.meta.url);

/** Serves and emits /theme-boot.js as it is: a file of its own, because the page's policy allows no inline script. */
function themeBootPlugin(): Plugin {
  return {
    name: 'entente:theme-boot',
    configureServer(server) {
      server.middlewares.use('/theme-boot.js', (_request, response) => {
        response.setHeader('content-type', 'text/javascript').end(readFileSync(themeBoot));
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'theme-boot.js', source: readFileSync(themeBoot, 'utf8') });
    },
  };
}

/** Every browser we build for reads woff2; the woff copies of the Chinese fonts alone would be 15 MB. */
function woff2OnlyPlugin(): Plugin {
  return {
    name: 'entente:woff2-only',
    enforce: 'pre',
    transform: {
      filter: { id: /@fontsource\/.*\.css/ },
      handler: (code) => ({ code: code.replaceAll(/, url\([^)]*\.woff\) format\('woff'\)/g, ''), map: null }),
    },
  };
}

export default defineConfig({
  plugins: [
    themeBootPlugin(),
    woff2OnlyPlugin(),
    { ...optimizeLocales.vite({ locales: ['en-US', 'fr-FR', 'es-ES', 'zh-CN', 'zh-TW'] }), enforce: 'pre' },
    react(),
    tailwind(),
  ],
  publicDir: false,
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    // Since May 2024 in every engine: light-dark(), popover, container queries.
    target: ['chrome125', 'firefox126', 'safari17.5'],
    assetsInlineLimit: 0,
    // The list of what each page imports, asked for ahead, weighed more than the pages that most readers open (decision 0027).
    modulePreload: false,
  },
});
