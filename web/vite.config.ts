// Six applications of pages, one build. Each is a folder with an index.html, which the server
// answers for every path below it; what they share is taken apart into files of its own.
import { fileURLToPath } from 'node:url';
import { VantResolver } from '@vant/auto-import-resolver';
import vue from '@vitejs/plugin-vue';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defineConfig } from 'vite';
import english from './tools/english.mjs';
import names from './tools/names.mjs';
import regions from './tools/regions.mjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const applications = ['app', 'agency', 'provider', 'employer', 'bank', 'kiosk'];

// Vant's icons are a font of 25 KB beside an address of a foreign server. The pages draw their own.
const withoutIconFont = {
  name: 'yibao-without-icon-font',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    (/vant\/es\/icon\/index\.css$/.test(id) ? code.replace(/@font-face\{[^}]*\}/, '') : undefined),
};

export default defineConfig({
  root: here('.'),
  plugins: [
    vue(),
    english(),
    names(),
    regions(),
    withoutIconFont,
    // Only what a page uses is loaded: the first load of a telephone is 120 KB at most.
    Components({ dts: false, resolvers: [VantResolver(), ElementPlusResolver()] }),
  ],
  resolve: { alias: { '@': here('src') } },
  build: {
    outDir: here('../build/web'),
    emptyOutDir: true,
    manifest: 'manifest.json',  // for tools/compress.mjs, which takes it away again
    target: 'es2020',
    modulePreload: { polyfill: false },  // it would be an inline script
    rollupOptions: {
      input: Object.fromEntries(applications.map((name) => [name, here(`${name}/index.html`)])),
    },
  },
  define: {
    __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false, __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false, __INTLIFY_PROD_DEVTOOLS__: false, __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/demo': 'http://127.0.0.1:8080' } },
});
