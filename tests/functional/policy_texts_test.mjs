// A case keeps the text of the policy under which it was accepted (N-14). Where the files say something
// else now, `verify` says how many cases were accepted under which text, and finds nothing wrong.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, copyOfHome, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('the text of the policy', (engine) => {
  let server;
  let copy;
  before(async () => {
    server = await Server.fresh(engine);
    copy = server.place.home = copyOfHome('policy');
    await server.stop();
    await server.start();  // from the copy
  });
  after(async () => {
    await server?.remove();
    if (copy) rmSync(copy, { recursive: true });
  });

  it('is the one of the day of acceptance, and verify tells where another one is loaded now', async () => {
    const identity_number = identityNumber();
    const person = await server.person({ fen: 1_000, identity_number });
    await server.history(person, { region: '441900', kind: 'flexible', base_fen: 500_000,
      started_on: '2025-01-01', suspended_on: '2025-04-01' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '330100', kind: 'flexible', base_fen: 500_000 }, { as: 'officer-330100' });
    const draft = await server.done('POST', `/v1/people/${person}/transfers`, { name: '张三丰', identity_number,
      origin: '441900', target: '330100', certificate_on_paper: true,
        sighted: ['identity_document', 'social_security_card'] });
    await server.done('POST', `/v1/transfers/${draft.case}/confirmation`, { form_digest: draft.form_digest });
    const { policy_hash: accepted_under } = (await server.get('/version', { as: null })).json;
    await server.stop();
    const verified = () => JSON.parse(server.run('verify', '--json'));
    const before_it = verified();
    assert.deepEqual([before_it.ok, before_it.other_policy], [true, []]);
    assert.match(server.run('verify'), /^verify: OK \(\d+ checks, \d+ rows\)\n$/);

    const file = join(copy, 'policy/100000/settlement.toml');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /\[\[clearing_working_days\]\]\nvalue = 30/);
    writeFileSync(file, text.replace('[[clearing_working_days]]\nvalue = 30', '[[clearing_working_days]]\nvalue = 29'));
    const now = verified();
    assert.equal(now.ok, true, JSON.stringify(now));
    assert.deepEqual(now.other_policy, [{ policy_hash: accepted_under, cases: 1 }]);
    assert.match(server.run('verify'), /^说明: 1 个办件按另一版政策文本\([0-9a-f]{12}\)受理,与现在装载的不同\nverify: OK/);
    await server.start();
  });
});
