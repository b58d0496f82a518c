// The stories of tests/scenarios, played through the whole stack on both engines. Each ends with
// `verify`; a story that does not hold names its line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

import { Place, binary, engines } from './harness.mjs';

const folder = fileURLToPath(new URL('../scenarios', import.meta.url));
const stories = readdirSync(folder).filter((name) => name.endsWith('.txt')).sort();

for (const engine of engines) {
  for (const story of stories) {
    test(`${story} on ${engine}`, () => {
      const place = new Place(engine);
      try {
        const played = spawnSync(binary, ['demo', ...place.flags(), `${folder}/${story}`],
          { encoding: 'utf8', maxBuffer: 64 << 20 });
        assert.equal(played.status, 0, played.stdout.slice(-3000) + played.stderr);
        assert.match(played.stdout, /verify: OK/);
      } finally {
        place.remove();
      }
    });
  }
}
