// kill -9 in the middle of a monthly run, again and again: it goes on where it was, everybody gets
// the month once, a second run has nothing to do, and `verify` finds nothing to say.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { after, before, it } from 'node:test';
import { Place, Server, binary, onEachEngine } from './harness.mjs';

const people = '12000';
const today = ['--today', '2026-11-20'];
const words = ['run', 'monthly-credits', '--region', '441900', '--month', '2026-11', '--everybody',
  ...today, '--json'];

onEachEngine('monthly run', (engine) => {
  let place;
  before(() => {
    place = new Place(engine);
    execFileSync(binary, ['generate', '--people', people, '--months', '6', '--today', '2026-11-05',
      ...place.flags()], { stdio: 'ignore' });
  });
  after(() => place?.remove());

  const run = (...more) => JSON.parse(execFileSync(binary, [...words, ...more, ...place.flags()],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));

  // Its report, or nothing where it was killed before its end.
  function runFor(milliseconds) {
    return new Promise((resolve) => {
      const process = spawn(binary, [...words, ...place.flags()], { stdio: ['ignore', 'pipe', 'ignore'] });
      let said = '';
      process.stdout.on('data', (data) => { said += data; });
      const timer = setTimeout(() => process.kill('SIGKILL'), milliseconds);
      process.once('close', () => { clearTimeout(timer); resolve(said === '' ? null : JSON.parse(said)); });
    });
  }

  it('goes on behind its last step however often it is killed', async () => {
    const rehearsed = run('--dry-run');
    assert.ok(rehearsed.done > 2000, 'several steps');
    assert.deepEqual(run('--dry-run'), rehearsed, 'a dry run writes nothing');
    let report = null;
    let killed = 0;
    for (let wait = 60; !report; wait += 20, ++killed) report = await runFor(wait);
    assert.ok(killed > 0, 'it was never cut off');
    assert.equal(report.state, 'done');
    // Killed between its last step and its report, it was done already: then nothing is left.
    if (report.done !== 0) {
      assert.equal(report.done, rehearsed.done);
      assert.equal(report.amount_fen, rehearsed.amount_fen);
    }
    assert.equal(run().done, 0, 'a second run has nothing to do');
    assert.equal(run('--dry-run').done, 0, 'nobody is without the month');
    const verified = execFileSync(binary, ['verify', ...today, ...place.flags()], { encoding: 'utf8' });
    assert.match(verified, /^verify: OK/);
  });

  it('is refused in words, for each region, and as a problem only where that is asked for', () => {
    const early = (...more) => spawnSync(binary, ['run', 'interest', '--region', '441900,330100',
      '--year', '2026', ...today, ...more, ...place.flags()], { encoding: 'utf8' });
    const told = early();
    assert.notEqual(told.status, 0);
    assert.equal(told.stdout, '');
    assert.match(told.stderr, /441900 .*结息日.*2026/);
    assert.match(told.stderr, /330100 .*结息日/);
    assert.doesNotMatch(told.stderr, /[{}]/);
    const [problem] = early('--json').stderr.trim().split('\n');
    assert.equal(JSON.parse(problem).code, 'interest_day_not_reached');
  });

  it('is asked for over HTTP and carried on by the server', async () => {
    const server = new Server(place, { today: '2026-11-20' });
    await server.start();
    const path = '/v1/regions/330100/runs';
    const body = { month: '2026-11', everybody: true };
    const asked = (as) => server.post(`${path}/monthly-credits`, body, { as });
    try {
      assert.equal((await asked('officer-330100')).status, 403, 'a senior officer asks');
      assert.equal((await asked('senior-441900')).status, 403, 'of the region itself');
      const { run: number } = await server.done('POST', `${path}/monthly-credits`, body, { as: 'senior-330100' });
      for (let tries = 0; ; ++tries) {
        const { runs } = await server.done('GET', path, undefined, { as: 'officer-330100' });
        assert.equal(runs[0].run, number);
        if (runs[0].state === 'done') { assert.ok(runs[0].done > 1000); break; }
        assert.ok(tries < 600, 'the server does not carry it on');
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      }
    } finally {
      await server.stop();
    }
  });
});
