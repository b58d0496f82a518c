// Materials: what is uploaded comes back as a download, without what told about its maker, to those
// who may see it; what is no picture and no pages is refused by its own code (R-011, N-16).
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, chunk, identityNumber, onEachEngine, png, pngSignature } from './harness.mjs';

onEachEngine('materials', (engine) => {
  let server;
  let person;
  let number;
  before(async () => {
    server = await Server.fresh(engine);
    const identity = identityNumber();
    person = await server.person({ name: '张三丰', identity_number: identity });
    const drafted = await server.done('POST', `/v1/people/${person}/transfers`,
      { name: '张三丰', identity_number: identity, origin: '441900', target: '330100' });
    number = drafted.case;
    await server.issueTokens({
      self: ['--role', 'participant', '--person', person, '--channel', 'app'],
      other: ['--role', 'participant', '--person', await server.person(), '--channel', 'app'] });
  });
  after(() => server?.remove());

  const upload = (content, slot = 'identity_card_front') =>
    server.post(`/v1/transfers/${number}/materials`,
      { slot, content: content.toString('base64') });
  async function fetched(slot, as) {
    const answer = await fetch(`${server.url}/v1/cases/${number}/materials/${slot}`,
      { headers: { Authorization: `Bearer ${server.tokens[as]}` } });
    return { status: answer.status, headers: answer.headers,
      bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  it('gives back the picture without what was written beside it', async () => {
    const text = chunk('tEXt', Buffer.from('Comment\0GPS 23.0207N 113.7518E', 'latin1'));
    const sent = await upload(png(20, 10, { more: [text] }));
    assert.equal(sent.status, 200, sent.text);
    for (const as of ['self', 'officer-441900', 'officer-330100', 'auditor']) {
      const { status, headers, bytes } = await fetched('identity_card_front', as);
      assert.equal(status, 200, as);
      assert.equal(headers.get('content-type'), 'application/octet-stream');
      assert.equal(headers.get('content-disposition'),
        'attachment; filename="identity_card_front.png"');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('content-security-policy'), /sandbox/);
      assert.deepEqual(bytes.subarray(0, 8), pngSignature);
      assert.equal(bytes.includes('GPS'), false);
    }
  });

  it('shows it to nobody else', async () => {
    for (const as of ['other', 'officer-140600', 'cashier-441900', 'operator']) {
      assert.ok([403, 404].includes((await fetched('identity_card_front', as)).status), as);
    }
    assert.equal((await fetched('identity_card_back', 'self')).status, 404);
    assert.equal((await fetched('..%2F..%2Fetc', 'self')).status, 404);
  });

  it('refuses what is no picture, each by its own code, and keeps the one before', async () => {
    const whole = png(20, 10);
    const cases = {
      material_too_many_pixels: png(60_000, 60_000, { rows: 1 }),
      material_damaged: whole.subarray(0, whole.length - 30),
      material_two_formats: Buffer.concat([whole, Buffer.from('504b050600000000', 'hex')]),
      material_media: Buffer.from('GIF89a'),
    };
    for (const [code, content] of Object.entries(cases)) {
      const refused = await upload(content);
      assert.equal(refused.json.code, code, refused.text);
      assert.ok(refused.status >= 400 && refused.status < 500);
      assert.ok(refused.json.next_steps.length > 0);
    }
    assert.equal((await fetched('identity_card_front', 'self')).status, 200);
  });
});
