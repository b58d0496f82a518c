// The types of the pages (vue-tsc): what `npm run check` says in web/.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const web = fileURLToPath(new URL('../web', import.meta.url));
const npm = (...words) => spawnSync('npm', words, { cwd: web, encoding: 'utf8' });

test('the pages use values as what they are', () => {
  if (!existsSync(`${web}/node_modules`)) npm('ci', '--no-audit', '--no-fund');
  const { status, stdout, stderr } = npm('run', 'check');
  assert.equal(status, 0, stdout.slice(0, 4_000) + stderr.slice(0, 1_000));
});
