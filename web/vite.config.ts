// Five applications of pages, one build. Each is a folder with an index.html, which the server
// answers for every path below it; what they share is taken apart into files of its own.
import { fileURLToPath } from 'node:url';
import { VantResolver } from '@vant/auto-import-resolver';
import vue from '@vitejs/plugin-vue';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const applications = ['app', 'agency', 'provider', 'employer', 'kiosk'];

export default defineConfig({
  root: here('.'),
  plugins: [
    vue(),
    // Only what a page uses is loaded: the first load of a telephone is 120 KB at most.
    Components({ dts: false, resolvers: [VantResolver(), ElementPlusResolver()] }),
  ],
  resolve: { alias: { '@': here('src') } },
  build: {
    outDir: here('../build/web'),
    emptyOutDir: true,
    target: 'es2020',
    modulePreload: { polyfill: false },  // it would be an inline script
    rollupOptions: {
      input: Object.fromEntries(applications.map((name) => [name, here(`${name}/index.html`)])),
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/demo': 'http://127.0.0.1:8080' } },
});
