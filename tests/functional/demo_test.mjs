// What `./run` does on a fresh machine: all stories that lie in the past into one database, sign-ins
// for every kind of user, and a server that answers; the second start finds it all there.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Place, binary, onEachEngine } from './harness.mjs';

onEachEngine('demo', (engine) => {
  let place;
  let server;
  before(() => { place = new Place(engine); });
  after(() => {
    server?.kill('SIGKILL');
    place?.remove();
  });

  // Starts it, and gives its address.
  function start() {
    server = spawn(binary, ['serve', '--demo', '--port', '0', ...place.flags()]);
    return new Promise((resolve, reject) => {
      let said = '';
      const hear = (data) => {
        said += data;
        const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
        if (address) resolve(address);
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      server.once('exit', () => reject(new Error(said)));
    });
  }

  function stop() {
    server.removeAllListeners('exit');
    const gone = new Promise((resolve) => { server.once('exit', resolve); });
    server.kill('SIGTERM');
    return gone;
  }

  it('plays all stories of the past into one database, and serves it twice', async () => {
    const address = await start();
    const signIns = JSON.parse(readFileSync(join(place.state, 'demo.json'), 'utf8'));
    assert.ok(Object.keys(signIns).length > 40, 'officers and people of the stories');
    const read = (path, as) => fetch(`${address}${path}`,
      { headers: { authorization: `Bearer ${signIns[as]}` } });
    const agency = await read('/v1/agencies/441900', 'officer-441900');
    assert.equal(agency.status, 200, await agency.text());
    const { days } = await (await read('/v1/agencies/441900/opening', 'officer-441900')).json();
    assert.deepEqual(days.find(({ open }) => open)?.slots, [{ opens: '09:00', closes: '12:00' }, { opens: '13:00', closes: '17:00' }]);
    await stop();
    assert.equal((await fetch(`${await start()}/readyz`)).status, 200);
    await stop();
    const verified = execFileSync(binary, ['verify', ...place.flags()], { encoding: 'utf8' });
    assert.match(verified, /^verify: OK/);
  });
});
