import base from './vite.config.ts';
export default { ...base, server: { port: 5199, strictPort: true, host: '127.0.0.1', hmr: false, watch: { usePolling: false } }, cacheDir: '/tmp/g/vite-cache' };
