// After the build: a compressed copy beside each text file, and the sizes of what each application
// loads first, which must stay within what a slow line can bear.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../../build/web', import.meta.url));
const kilobytes = { app: 120, agency: 250, provider: 120, employer: 250, bank: 120, kiosk: 120 };

const files = (path) => readdirSync(path).flatMap((name) => {
  const inside = join(path, name);
  return statSync(inside).isDirectory() ? files(inside) : [inside];
});

const sizes = new Map();
for (const path of files(folder).filter((each) => /\.(html|js|css|svg|json|webmanifest)$/.test(each))) {
  const compressed = gzipSync(readFileSync(path), { level: 9 });
  writeFileSync(`${path}.gz`, compressed);
  sizes.set(path.slice(folder.length), compressed.length);
}

// What an application loads before its first page can be used: its index, and the chunks that the
// index and those pages bring along, whichever way. Pages that are fetched lazily are named here.
const firstPages = { app: ['src/participant/pages/Home.vue'], agency: ['start', 'src/agency/pages/Queue.vue'], provider: ['open_till'], employer: ['open_desk'], bank: ['open_bank'], kiosk: ['open_kiosk'] };
const manifestPath = join(folder, 'manifest.json');
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
rmSync(manifestPath);

// By the path of its source, or, of a chunk that holds more than one, by its name.
const chunkOf = (key) => manifest[key] ?? Object.values(manifest).find(({ name, file }) => /\.js$/.test(file) && name === key);

function brings(key, seen = new Set()) {
  const chunk = chunkOf(key);
  if (!chunk) throw new Error(`not in the build: ${key}`);
  if (seen.has(key)) return [];
  seen.add(key);
  return [chunk.file, ...(chunk.css ?? []), ...(chunk.imports ?? []).flatMap((each) => brings(each, seen))];
}

let failed = false;
for (const [name, limit] of Object.entries(kilobytes)) {
  const keys = [`${name}/index.html`, ...(firstPages[name] ?? [])];
  const first = new Set([`${name}/index.html`, ...keys.flatMap((key) => brings(key))]);
  const total = [...first].reduce((sum, path) => sum + (sizes.get(`/${path}`) ?? 0), 0) / 1024;
  const within = total <= limit;
  failed ||= !within;
  console.log(`${name.padEnd(10)} first load ${total.toFixed(1).padStart(6)} KB of ${limit}${within ? '' : '  TOO MUCH'}`);
}
process.exit(failed ? 1 : 0);
