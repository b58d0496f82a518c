// What a browser is made to do by somebody else: names and words that are scripts or templates, in
// every list that shows them; a page of another site that calls the API with the visitor's cookie or
// frames our pages; an uploaded file opened as if it were a page; what a session leaves lying about.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { House, doors, identityNumber } from './harness.mjs';
import { png } from '../functional/harness.mjs';

const hostile = {
  person: '<img src=x onerror=hit()>',
  employer: '"><svg onload=hit()>{{hit()}}',
  complaint: '{{constructor.constructor("hit()")()}}<script>hit()</script>',
  reference: "<a href='javascript:hit()'>单</a>",
};

// Nothing of it ran, and none of it became an element.
async function assert_harmless(visit) {
  const found = await visit.page.evaluate(() => ({ ran: window.was_hit === true,
    made: [...document.querySelectorAll('img[src="x"], svg[onload], [onerror], [onload], a[href^="javascript:"], script:not([src])')].map((each) => each.outerHTML) }));
  assert.deepEqual(found, { ran: false, made: [] }, visit.page.url());
}
async function with_trap(visit) {
  await visit.page.addInitScript(() => { window.hit = () => { window.was_hit = true; }; });
  visit.page.on('dialog', (dialog) => { visit.problems.push(`a dialog: ${dialog.message()}`); void dialog.dismiss(); });
  return visit;
}

function base32(text) {
  const bits = [...text].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
function totp(secret, at) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', base32(secret)).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('attacks in the browser', () => {
  let house;
  let server;
  let person;
  let number;
  let evil;  // a site of its own
  let evil_page = '';
  before(async () => {
    house = await House.open();
    server = house.server;
    number = identityNumber();
    person = await server.personCalled(hostile.person, { fen: 50_000, identity_number: number });
    const { employer } = await server.done('POST', '/v1/employers', { region: '441900', code: '91441900200000017G'.slice(0, 17) + 'X', name: hostile.employer }).catch(() => ({}));
    await server.issueTokens({ self: ['--role', 'participant', '--person', person, '--channel', 'app'],
      ...(employer ? { employer: ['--role', 'employer_officer', '--employer', employer, '--region', '441900', '--channel', 'web'] } : {}) });
    await server.pay(person, 1_000, { reference: hostile.reference });
    await server.post(`/v1/people/${person}/complaints`, { region: '441900', kind: 'complaint', content: hostile.complaint }, { as: 'self' });
    evil = createServer((request, answer) => { answer.setHeader('Content-Type', 'text/html'); answer.end(evil_page); });
    await new Promise((done) => { evil.listen(0, '127.0.0.1', done); });
  });
  after(async () => { evil?.close(); await house?.close(); });

  it('shows names and words as text at the till', async () => {
    const visit = await with_trap(await house.visit('provider', { as: 'cashier-441900' }));
    await visit.go('');
    await visit.page.getByText('身份证', { exact: true }).click();
    await visit.page.locator('input[name=presented]').fill(number);
    await visit.press('查询');
    await visit.sees('<*');
    await assert_harmless(visit);
    await visit.go('day');
    await visit.sees('javascript:hit()');
    await assert_harmless(visit);
    await visit.leave();
  });

  const pages = {
    app: ['self', ['', 'cases', 'ledger', 'messages', 'views', 'family', 'me', 'contributions', 'search?words=%3Cimg%20src%3Dx%20onerror%3Dhit()%3E', '%3Cimg%20src=x%20onerror=hit()%3E']],
    agency: ['officer-441900', ['', 'people', 'employers', 'money', 'statistics', 'access', '%3Cimg%20src=x%20onerror=hit()%3E']],
    employer: ['employer', ['', 'bills', 'joiners']],
    kiosk: [undefined, ['', '?x=%3Cscript%3Ehit()%3C/script%3E']],
  };
  for (const [door, [as, paths]] of Object.entries(pages)) {
    it(`shows names and words as text: ${door}`, async () => {
      const visit = await with_trap(await house.visit(door, as && server.tokens[as] ? { as } : {}));
      for (const path of paths) {
        await visit.go(path);
        await assert_harmless(visit);
      }
      await visit.leave();
    });
  }

  it('is framed by nobody', async () => {
    evil_page = doors.map((door) => `<iframe name="${door}" src="${server.url}/${door}/"></iframe>`).join('');
    const visit = await house.visit('app');
    await visit.page.goto(`http://localhost:${evil.address().port}/`);
    await visit.settle();
    for (const door of doors) {
      const text = await visit.page.frame({ name: door })?.locator('body').innerText({ timeout: 2_000 }).catch(() => '');
      assert.doesNotMatch(text ?? '', /医保|登录|医疗/, door);
      assert.equal(await visit.page.frame({ name: door })?.locator('#page').count() ?? 0, 0, door);
    }
    await visit.context.close();  // the browser complains aloud of each frame, as it should
  });

  // A cashier who is signed in by a real session, in this browser. Each code serves once, so the
  // second sign-in uses the next one.
  let sessions = 0;
  async function session(visit) {
    const { sign_ins } = JSON.parse(readFileSync(join(server.place.state, 'demo.json'), 'utf8'));
    const { account, password, totp_secret } = sign_ins.find(({ name }) => name === 'cashier-441900');
    const answer = await visit.page.evaluate(async ([body]) => {
      const told = await fetch('/v1/sessions', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Yibao-Client': 'provider-desk' }, body });
      return [told.status, await told.text()];
    }, [JSON.stringify({ kind: 'staff', account, password, totp: totp(totp_secret, server.now() + 30_000 * sessions++) })]);
    assert.equal(answer[0], 200, answer[1]);
  }

  it('keeps a session where no script reads it, and ends it for good', async () => {
    const visit = await house.visit('provider');
    await session(visit);
    const [cookie] = await visit.context.cookies();
    assert.deepEqual([cookie.name, cookie.httpOnly, cookie.sameSite], ['yibao_session', true, 'Strict']);
    const kept = await visit.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    assert.doesNotMatch(kept, /yb[s_]/);
    await visit.go('');
    await visit.press('退出');
    await visit.sees('收费员登录');
    const after_it = await fetch(`${server.url}/v1/me`, { headers: { Cookie: `yibao_session=${cookie.value}` } });
    assert.equal(after_it.status, 401, 'the old cookie opens nothing');
    await visit.page.goBack().catch(() => undefined);
    await visit.go('day');
    await visit.sees('收费员登录');
    await visit.leave();
  });

  it('does nothing for another site, whatever it sends along', async () => {
    const visit = await house.visit('provider');
    await session(visit);
    const before_it = await server.balance(person);
    const target = `${server.url}/v1/people/${person}/payments`;
    const body = JSON.stringify({ amount_fen: 100, provider: 'P44190000001' });
    const field = body.slice(0, -1).replaceAll('"', '&quot;');
    // Another port of the same host is the same site to a browser, and another name is another one.
    for (const host of ['127.0.0.1', 'localhost']) {
      evil_page = `<form method="post" action="${target}" enctype="text/plain"><input name="${field},&quot;x&quot;:&quot;" value="&quot;}"></form>
        <form method="post" action="${target}"><input name="amount_fen" value="100"><input name="provider" value="P44190000001"></form>`;
      for (const which of [0, 1]) {
        await visit.page.goto(`http://${host}:${evil.address().port}/`);
        const [answer] = await Promise.all([visit.page.waitForResponse(target),
          visit.page.waitForNavigation({ url: target }).catch(() => undefined), visit.page.evaluate((i) => document.forms[i].submit(), which)]);
        assert.ok([400, 401, 403, 415].includes(answer.status()), `form ${which} of ${host}: ${answer.status()}`);
      }
      await visit.page.goto(`http://${host}:${evil.address().port}/`);
      const told = await visit.page.evaluate(async ([url, content]) => {
        const one = async (options) => { try { const got = await fetch(url, { method: 'POST', credentials: 'include', ...options }); return `${got.type} ${got.status}`; } catch { return 'stopped'; } };
        return [await one({ body: content, headers: { 'Content-Type': 'application/json', 'X-Yibao-Client': 'provider-desk', 'Idempotency-Key': 'a' } }),
          await one({ body: content, mode: 'no-cors', headers: { 'Content-Type': 'text/plain' } }), navigator.sendBeacon(url, content)];
      }, [target, body]);
      assert.equal(told[0], 'stopped', host);
      // Sent without asking first: done with or not, nothing of the answer is seen.
      assert.ok(['stopped', 'opaque 0'].includes(told[1]), `${host}: ${told[1]}`);
      const read = await visit.page.evaluate(async (url) => { try { return (await fetch(url, { credentials: 'include' })).status; } catch { return 'stopped'; } }, `${server.url}/v1/me`);
      assert.equal(read, 'stopped', 'no answer is readable from elsewhere');
    }
    assert.equal(await server.balance(person), before_it);
    await visit.context.close();
  });

  it('opens an uploaded file as a download, never as a page', async () => {
    const identity = identityNumber();
    const applicant = await server.person({ name: '张三丰', identity_number: identity });
    const { case: filed } = await server.done('POST', `/v1/people/${applicant}/transfers`, { name: '张三丰', identity_number: identity, origin: '441900', target: '330100' });
    await server.done('POST', `/v1/transfers/${filed}/materials`, { slot: 'identity_card_front', content: png(8, 8).toString('base64') });
    const visit = await house.visit('agency', { as: 'officer-441900' });
    await visit.context.setExtraHTTPHeaders({ Authorization: `Bearer ${server.tokens['officer-441900']}` });
    const [kept] = await Promise.all([visit.page.waitForEvent('download'),
      visit.page.goto(`/v1/cases/${filed}/materials/identity_card_front`).catch(() => undefined)]);
    assert.equal(kept.suggestedFilename(), 'identity_card_front.png');
    await visit.context.close();
  });
});
