// After the build: a digest of everything that the pages are made from, so that a server can tell
// whether they are those of the sources beside it (src/adapters/pages/stamp.cc counts the same files).
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../..', import.meta.url));
const besides = ['data/regions.csv', 'messages/names.en.toml', 'messages/names.zh-CN.toml'];

const below = (folder) => readdirSync(join(home, folder), { withFileTypes: true }).flatMap((entry) => {
  const path = `${folder}/${entry.name}`;
  if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : below(path);
  return entry.isFile() ? [path] : [];
});

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const inBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const files = [...below('web'), ...besides.filter((each) => existsSync(join(home, each)))].sort(inBytes);
const lines = files.map((path) => `${path} ${sha256(readFileSync(join(home, path)))}\n`);
writeFileSync(join(home, 'build/web/stamp.txt'), `${sha256(lines.join(''))}\n`);
