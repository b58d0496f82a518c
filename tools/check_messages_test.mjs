// Every code that the program can say has words, and no words are left over without a code.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const root = fileURLToPath(new URL('..', import.meta.url));

function files(folder, pattern) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path, pattern) : pattern.test(name) ? [path] : [];
  });
}

const words = new Map(files(join(root, 'messages/zh-CN'), /\.toml$/).flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/^\[([a-z0-9_]+)\]$/gm)].map(([, code]) => [code, path])));
const sources = files(join(root, 'src'), /\.(cc|h)$/).filter((path) => !/_test\.cc$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test('every refusal has words', () => {
  const said = /(?:refuse|fail)\(\s*(?:yibao::)?(?:RefusalKind::[a-z_]+,\s*)?"([a-z0-9_]+)"/g;
  const wordless = sources.flatMap(({ path, text }) => [...text.matchAll(said)]
    .filter(([, code]) => !words.has(code)).map(([, code]) => `${code} in ${path}`));
  assert.deepEqual(wordless, []);
});

test('no words without a code', () => {
  const everything = sources.map(({ text }) => text).join('\n');
  const orphans = [...words.keys()].filter((code) => !everything.includes(`"${code}"`) &&
    !(code.startsWith('hold_') && everything.includes('"hold_"')));
  assert.deepEqual(orphans, []);
});
