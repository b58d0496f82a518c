// Cards over HTTP: who may touch one, what broken requests are told, and that an identity number
// and a card number alone never make a card payable (R-136, C-28).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('cards', (engine) => {
  let server;
  let person;
  let stranger;
  let number;
  let card;
  const papers = ['identity_document', 'identity_document_copy', 'social_security_card'];
  const path = (step = '') => `/v1/people/${person}/cards/${card}${step}`;

  before(async () => {
    server = await Server.fresh(engine);
    number = identityNumber();
    ({ person } = await server.done('POST', '/v1/people',
      { name: '张三丰', identity_number: number, phone: '13800001234' }));
    stranger = await server.person();
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    await server.credit(person, 10_000);
    await server.issueTokens({
      own: ['--role', 'participant', '--person', person, '--channel', 'app'],
      stranger: ['--role', 'participant', '--person', stranger, '--channel', 'app'],
      bank: ['--role', 'bank', '--id', '104'],
      'other-bank': ['--role', 'bank', '--id', '102'],
      'hotline-home': ['--role', 'agency_officer', '--id', '78', '--region', '441900', '--channel', 'hotline'],
      telephone: ['--role', 'agency_officer', '--id', '77', '--region', '440500', '--channel', 'hotline'],
    });
    const draft = await server.done('POST', `/v1/people/${person}/card-orders`,
      { region: '441900', bank: 'bank_of_china', why: 'first', sighted: papers });
    const order = await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`,
      { form_digest: draft.form_digest });
    card = order.card;
  });
  after(() => server?.remove());

  it('is made by its own bank and collected at a counter', async () => {
    const taken = await server.post(path('/production'), { event: 'send_to_maker' }, { as: 'other-bank' });
    assert.deepEqual([taken.status, taken.json.code], [409, 'other_bank']);
    await server.done('POST', path('/production'), { event: 'send_to_maker' }, { as: 'bank' });
    for (const wrong of [{ event: 'make' }, { event: 'make', number: 'd1' }, { event: 'eaten' },
      { event: 'make', number: 5 }, {}, { event: 'make', number: 'D10000001', more: 1 }]) {
      const answer = await server.post(path('/production'), wrong, { as: 'bank' });
      assert.equal(answer.status, 400, answer.text);
    }
    const made = await server.done('POST', path('/production'),
      { event: 'make', number: 'D10000001' }, { as: 'bank' });
    assert.equal(made.number, '****0001', 'the number is masked');
    const early = await server.post(path('/collection'), {});
    assert.deepEqual([early.status, early.json.code], [409, 'materials_missing']);
    await server.done('POST', path('/collection'), { sighted: papers });
    const cards = await server.done('GET', `/v1/people/${person}/cards`, undefined, { as: 'own' });
    assert.equal(cards.production, 'taken');
    assert.ok(!JSON.stringify(cards).includes('D10000001'));
    // the making of the card and the application for it, newest first.
    const { cases } = await server.done('GET', `/v1/people/${person}/cases`, undefined,
      { as: 'own' });
    assert.deepEqual(cases.map((each) => [each.kind, each.service, each.state, each.open,
      each.place.region]), [['card', 'card_production', 'taken', false, '441900'],
      ['application', 'card_order', 'completed', false, '441900']]);
    assert.equal((await server.get(`/v1/people/${person}/cases`, { as: 'stranger' })).status, 404);
    assert.deepEqual((await server.done('GET',
      `/v1/people/${person}/cases?until=2020-01-01`)).cases, []);
  });

  // the bank's own desk. One thing is told whatever is wrong, and the holder sees who looked.
  it('is found at the desk of its own bank by number and name, and nowhere else', async () => {
    const look = (body, as = 'bank') => server.post('/v1/bank-desk/cards', body, { as });
    for (const [body, as] of [[{ card_number: 'D10000002', name: '张三丰' }], [{ card_number: 'D10000001', name: '张三' }],
      [{ card_number: 'D10000001', name: '张三丰' }, 'other-bank']]) {
      const unknown = await look(body, as);
      assert.deepEqual([unknown.status, unknown.json.code], [404, 'card_unknown_at_bank'], unknown.text);
    }
    for (const as of ['own', 'cashier-441900', 'officer-441900', 'auditor']) {
      assert.equal((await look({ card_number: 'D10000001', name: '张三丰' }, as)).status, 403, as);
    }
    assert.equal((await look({ card_number: 'D10000001' })).status, 400);
    const { json: found } = await look({ card_number: 'D10000001', name: '张三丰' });
    assert.deepEqual([found.card, found.person, found.bank_function, found.medical_function], [card, person, 'inactive', 'inactive']);
    assert.deepEqual([found.bank_activation.open, found.medical_at_outlet.open], [true, true]);
    // 东莞 has no activation by telephone.
    assert.deepEqual([found.medical_on_line.open, found.medical_on_line.reasons[0].rule], [false, 'activation_channel_closed']);
    assert.ok(!JSON.stringify(found).includes(number) && !JSON.stringify(found).includes('D10000001'));
    let views = [];
    const byBank = ({ rule, facts }) => rule === 'person_viewed_by_bank' && facts.bank === 'bank_of_china';
    // The record comes within a second behind the answer.
    for (const end = Date.now() + 2_000; !views.some(byBank) && Date.now() < end;) {
      ({ views } = await server.done('GET', `/v1/people/${person}/views`, undefined, { as: 'own' }));
    }
    assert.ok(views.some(byBank), JSON.stringify(views));
  });

  it('is activated on its bank\'s line only after a call back to the mobile on record', async () => {
    const on_line = { password_set: true, on_line: true };
    for (const [more, code] of [[{}, 'call_back_other_number'], [{ called_back: '4321' }, 'call_back_other_number'],
      [{ called_back: '1234', medical: true }, 'activation_channel_closed']]) {
      const refused = await server.post(path('/bank-activation'), { ...on_line, ...more }, { as: 'bank' });
      assert.deepEqual([refused.status, refused.json.code], [409, code], refused.text);
    }
    const asked = await server.post(`${path('/bank-activation')}?dry_run=true`, { ...on_line, called_back: '1234' }, { as: 'bank' });
    assert.equal(asked.status, 200, asked.text);
  });

  it('does not pay by two numbers, with or without a telephone', async () => {
    const typed = await server.post(`/v1/people/${person}/payments`, { amount_fen: 100,
      provider: 'P44190000001', medium: 'card', card_number: 'D10000001' }, { as: 'cashier-441900' });
    assert.deepEqual([typed.status, typed.json.code], [409, 'card_not_read']);
    const called = await server.post('/v1/telephone-activations', { region: '440500',
      identity_number: number, card_number: 'D10000001', caller: '13900000000' }, { as: 'telephone' });
    assert.equal(called.status, 409, called.text);
    const counter = await server.post('/v1/telephone-activations', { region: '441900',
      identity_number: number, card_number: 'D10000001', caller: '13900000000' });
    assert.deepEqual([counter.status, counter.json.code], [403, 'hotline_only']);
    const { cards: [shown] } = await server.done('GET', `/v1/people/${person}/cards`);
    assert.equal(shown.medical_function, 'inactive');
    assert.equal(await server.balance(person), 10_000);
  });

  it('belongs to its person and its agency', async () => {
    for (const step of ['/loss', '/online-activation', '/damage']) {
      const answer = await server.post(path(step), { kind: 'chip', proof: 'passed' }, { as: 'stranger' });
      assert.ok([400, 404].includes(answer.status), answer.text);
    }
    const lost = await server.post(path('/loss'), {}, { as: 'stranger' });
    assert.equal(lost.status, 404, lost.text);
    const seen = await server.get(`/v1/people/${person}/cards`, { as: 'stranger' });
    assert.equal(seen.status, 404);
    const elsewhere = await server.post(path('/activation'), { sighted: papers }, { as: 'officer-330100' });
    assert.deepEqual([elsewhere.status, elsewhere.json.code], [403, 'other_agency']);
    const nobodys = await server.post(`/v1/people/${stranger}/cards/${card}/loss`, {}, { as: 'stranger' });
    assert.equal(nobodys.status, 404, 'another person’s card under one’s own name');
  });

  // N-27: a face is compared only with a consent of its own, and never again once that was withdrawn.
  it('compares the face only of who has agreed to it', async () => {
    const said = (given) => server.done('POST', '/v1/me/consents', { topic: 'face', given }, { as: 'own' });
    const doors = [[path('/online-activation'), { proof: 'passed', camera: true, microphone: true }],
      [`/v1/people/${person}/e-certificate`, { proof: 'passed' }],
      [`/v1/people/${person}/registration`, { proof: 'passed' }]];
    for (const given of [undefined, false]) {
      if (given !== undefined) await said(given);
      for (const [door, body] of doors) {
        const told = await server.post(door, body, { as: 'own' });
        assert.deepEqual([told.status, told.json.code], [409, 'consent_needed'], `${door}: ${told.text}`);
      }
    }
    await said(true);
  });

  // whoever holds somebody's session must not try until it passes.
  it('counts faces that do not pass, of the e-certificate and of the level together', async () => {
    const by = { as: 'stranger' };
    const door = (what, proof) => server.post(`/v1/people/${stranger}/${what}`, { proof }, by);
    await server.done('POST', '/v1/me/consents', { topic: 'face', given: true }, by);
    for (const [what, left] of [['e-certificate', '2'], ['registration', '1'], ['e-certificate', '0']]) {
      const told = await door(what, 'failed');
      assert.deepEqual([told.status, told.json.outcome, told.json.reasons[0].facts.left], [200, 'failed', left], told.text);
    }
    for (const what of ['e-certificate', 'registration']) {
      const told = await door(what, 'passed');
      assert.deepEqual([told.status, told.json.code], [429, 'too_many_attempts'], told.text);
    }
  });

  it('on line is for who has registered: a rule says no, and the session goes on', async () => {
    const answer = await server.post(path('/online-activation'),
      { proof: 'demo', camera: true, microphone: true }, { as: 'own' });
    assert.deepEqual([answer.status, answer.json.code], [409, 'registration_needed'], answer.text);
  });

  // attempts of a day are counted by the account they come from, never by what is said of the device.
  it('counts nobody by what their browser is called', async () => {
    const told = await server.post(path('/online-activation'),
      { proof: 'demo', camera: true, microphone: true, device: 'Win32' }, { as: 'own' });
    assert.deepEqual([told.status, told.json.code], [400, 'member_unknown'], told.text);
  });

  it('is activated once, whatever comes twice', async () => {
    const key = randomUUID();
    const first = await server.post(path('/activation'), { sighted: papers }, { key });
    assert.equal(first.status, 200, first.text);
    const replayed = await server.post(path('/activation'), { sighted: papers }, { key });
    assert.equal(replayed.text, first.text);
    const again = await server.post(path('/activation'), { sighted: papers });
    assert.deepEqual([again.status, again.json.code], [409, 'already_active']);
    const { events } = await server.done('GET', `/v1/cards/${card}/events`);
    assert.equal(events.filter(({ event }) => event === 'medical_activated').length, 1);
    const paid = await server.post(`/v1/people/${person}/payments`, { amount_fen: 100,
      provider: 'P44190000001', medium: 'card', card_number: 'D10000001', card_read: true },
    { as: 'cashier-441900' });
    assert.equal(paid.status, 200, paid.text);
  });

  // of the password only that there is one; nobody can send it here.
  it('is activated at its bank without the password being told', async () => {
    const told = await server.post(path('/bank-activation'), { password: '846201' }, { as: 'bank' });
    assert.equal(told.status, 400, told.text);
    const none = await server.post(path('/bank-activation'), {}, { as: 'bank' });
    assert.deepEqual([none.status, none.json.code], [409, 'bank_password_missing']);
    // the ID document and the card are asked for, each by its name.
    const unseen = await server.post(path('/bank-activation'), { password_set: true, sighted: ['social_security_card'] }, { as: 'bank' });
    assert.deepEqual([unseen.status, unseen.json.code], [409, 'materials_missing'], unseen.text);
    assert.equal(unseen.json.reasons[0].facts.items, 'identity_document, identity_document_copy');
    const done = await server.done('POST', path('/bank-activation'), { password_set: true, sighted: papers }, { as: 'bank' });
    assert.equal(done.bank_function, 'active');
    const again = await server.post(path('/bank-activation'), { password_set: true }, { as: 'bank' });
    assert.deepEqual([again.status, again.json.code], [409, 'already_active']);
  });

  // the bank's own line, by the region that offers its cards.
  it('knows the service lines of the banks', async () => {
    const { banks } = await server.done('GET', '/v1/card-banks?region=440500', undefined, { as: 'own' });
    assert.equal(banks.find(({ bank }) => bank === 'bank_of_china').service_line, '95566');
  });

  // a guardian collects and activates a child's card, and the time line says so.
  it('names the guardian who acted', async () => {
    const child = await server.person({ name: '张小宝', identity_number: identityNumber({ birth: '20200101' }) });
    await server.done('POST', `/v1/people/${child}/enrolments`,
      { region: '441900', kind: 'resident_adult' });
    const guardians = ['birth_certificate', 'household_book', 'agent_identity_document'];
    const without = await server.post(`/v1/people/${child}/authorisations`, { kind: 'guardian',
      agent: stranger, relation: 'parent', sighted: guardians.slice(1) });
    assert.deepEqual([without.status, without.json.code], [409, 'materials_missing']);
    assert.match(without.text, /birth_certificate/);
    const { authorisation } = await server.done('POST', `/v1/people/${child}/authorisations`,
      { kind: 'guardian', agent: stranger, relation: 'parent', sighted: guardians });
    const sighted = [...papers, ...guardians];
    const draft = await server.done('POST', `/v1/people/${child}/card-orders`,
      { region: '441900', bank: 'bank_of_china', why: 'first', sighted });
    const order = await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`,
      { form_digest: draft.form_digest });
    const own = `/v1/people/${child}/cards/${order.card}`;
    await server.done('POST', `${own}/production`, { event: 'send_to_maker' }, { as: 'bank' });
    await server.done('POST', `${own}/production`, { event: 'make', number: 'D10000002' }, { as: 'bank' });
    const alone = await server.post(`${own}/collection`, { sighted });
    assert.deepEqual([alone.status, alone.json.code], [409, 'guardian_must_act']);
    await server.done('POST', `${own}/collection`, { sighted, authorisation });
    const unseen = await server.post(`${own}/activation`, { sighted: papers, authorisation });
    assert.deepEqual([unseen.status, unseen.json.code], [409, 'materials_missing']);
    await server.done('POST', `${own}/activation`, { sighted, authorisation });
    // at the bank too, where the desk is told who may act.
    const bank = (body) => server.post(`${own}/bank-activation`, { password_set: true, sighted, ...body }, { as: 'bank' });
    const found = await server.done('POST', '/v1/bank-desk/cards', { card_number: 'D10000002', name: '张小宝' }, { as: 'bank' });
    assert.equal(found.by_holder.open, false);
    assert.deepEqual(found.agents.map((each) => [each.authorisation, each.kind]), [[authorisation, 'guardian']]);
    const himself = await bank({});
    assert.deepEqual([himself.status, himself.json.code], [409, 'guardian_must_act'], himself.text);
    const unproved = await bank({ authorisation, sighted: papers });
    assert.match(unproved.text, /birth_certificate/);
    assert.equal((await bank({ authorisation })).status, 200);
    const { events } = await server.done('GET', `/v1/cards/${order.card}/events`, undefined, { as: 'auditor' });
    for (const step of ['collected', 'medical_activated', 'bank_activated']) {
      assert.equal(events.find(({ event }) => event === step).by_agent, true, step);
    }
    const { cards } = await server.done('GET', `/v1/people/${child}/cards`, undefined, { as: 'stranger' });
    assert.equal(cards.length, 1, 'a guardian sees the card');
  });

  // by telephone with name, number and phone; at once; the card stops, the money does not.
  it('is reported lost by telephone, by who can say whose it is', async () => {
    const says = { name: '张三丰', identity_number: number, phone: '13800001234' };
    for (const wrong of [{}, { ...says, phone: '13800000000' }, { ...says, name: '张三' },
      { name: says.name, identity_number: number }]) {
      const answer = await server.post(path('/loss'), wrong, { as: 'hotline-home' });
      assert.deepEqual([answer.status, answer.json.code], [409, 'caller_not_identified']);
    }
    await server.done('POST', path('/loss'), says, { as: 'hotline-home' });
    const shown = { amount_fen: 100, provider: 'P44190000001', medium: 'card',
      card_number: 'D10000001', card_read: true };
    const by = { as: 'cashier-441900' };
    const stopped = await server.post(`/v1/people/${person}/payments`, shown, by);
    assert.deepEqual([stopped.status, stopped.json.code], [409, 'card_held']);
    assert.equal((await server.pay(person, 100)).status, 200, 'the ID card still serves');
    const called = await server.post(path('/loss/cancellation'), { sighted: papers }, { as: 'own' });
    assert.equal(called.status, 403, 'in person, at a counter');
    await server.done('POST', path('/loss/cancellation'), { sighted: papers });
    assert.equal((await server.post(`/v1/people/${person}/payments`, shown, by)).status, 200);
  });

  // three tries of a caller, and no more that day; what is tried is written down.
  it('ends a call after three wrong pairs', async () => {
    const call = (caller, card_number) => server.post('/v1/telephone-activations', { region: '440500',
      identity_number: identityNumber(), card_number, caller }, { as: 'telephone' });
    for (let i = 0; i < 3; ++i) {
      const answer = await call('13911112222', `X0000000${i}`);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual([answer.json.activated, answer.json.outcome], [false, 'wrong_pair']);
    }
    const fourth = await call('13911112222', 'X00000009');
    assert.deepEqual([fourth.status, fourth.json.code], [429, 'telephone_tries_used']);
    assert.equal((await call('13911113333', 'X00000009')).status, 200, 'another caller');
  });

  it('refuses broken requests without a fault', async () => {
    const broken = [
      [`/v1/people/${person}/payments`, { amount_fen: 1, provider: 'P44190000001', medium: 'coin' }, 'cashier-441900'],
      [`/v1/people/${person}/payments`, { amount_fen: 1, provider: 'P44190000001', medium: 'card' }, 'cashier-441900'],
      [`/v1/people/${person}/payments`, { amount_fen: 1, provider: 'P44190000001', medium: 'e_certificate' }, 'cashier-441900'],
      [`/v1/people/${person}/check-ins`, { medium: 'card', card_read: 'yes' }, 'cashier-441900'],
      [`/v1/people/${person}/card-orders`, { region: '441900', bank: '', why: 'first' }, 'own'],
      [`/v1/people/${person}/card-orders`, { region: '999999', bank: 'bank_of_china', why: 'fun' }, 'own'],
      [`/v1/people/${person}/enquiry-password`, { password: '12345' }, 'own'],
      [`/v1/people/${person}/enquiry-password`, { password: '1234567' }, 'own'],
      [`/v1/people/${person}/enquiry-password`, { password: '111111' }, 'own'],
      [`/v1/people/${person}/enquiry-password`, { password: 123456 }, 'own'],
      [`/v1/people/${person}/authorisations`, { kind: 'friend', agent: stranger, relation: 'parent' }, 'own'],
      [`/v1/people/${person}/authorisations`, { kind: 'proxy', agent: 'x', relation: 'parent' }, 'own'],
      [`/v1/people/${person}/authorisations`, { kind: 'proxy', agent: stranger, relation: 'parent', scopes: ['everything'] }, 'own'],
      ['/v1/telephone-activations', { region: '1', identity_number: 'x', card_number: 'x', caller: '' }, 'telephone'],
      [path('/damage'), { kind: 'eaten' }, 'own'],
      [path('/damage'), { kind: 'chip', destroyed: true }, 'own'],
      [path('/assistance'), { called_back: '12345' }, 'officer-441900'],
    ];
    for (const [target, body, as] of broken) {
      const answer = await server.post(target, body, { as });
      assert.equal(answer.status, 400, `${target} ${JSON.stringify(body)}: ${answer.text}`);
      assert.ok(answer.json.reasons.length > 0);
    }
  });

  it('lets a code serve once, also when it is sent many times at once', async () => {
    await server.done('POST', '/v1/me/consents', { topic: 'face', given: true }, { as: 'own' });
    await server.done('POST', `/v1/people/${person}/e-certificate`, { proof: 'passed' }, { as: 'own' });
    const { code } = await server.done('POST', `/v1/people/${person}/e-certificate/codes`, {}, { as: 'own' });
    const before = await server.balance(person);
    const answers = await Promise.all(Array.from({ length: 10 }, () =>
      server.post(`/v1/people/${person}/payments`, { amount_fen: 100, provider: 'P44190000001',
        medium: 'e_certificate', code }, { as: 'cashier-441900' })));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status, json } of answers) {
      if (status !== 200) assert.deepEqual([status, json.code], [409, 'code_used']);
    }
    assert.equal(await server.balance(person), before - 100);
  });
});
