// Every input field of every transaction of the interface, over HTTP: missing, too long, of another
// type, with an unknown code, and in the forms that the rulings let in. Nothing is named here: what
// the tables hold is asked.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';
import { Till, faultsOf, sampleInput, tables } from './provider_client.mjs';

const mayBeEmpty = (infno, field) => tables.accept.may_be_empty[infno]?.includes(field.name) ?? false;
const isNumber = (field) => field.type === 'number' || field.type === 'integer';
const hasCodes = (field) => tables.dictionaries[field.dict] !== undefined;
const lengthOf = (field) => Math.max(field.len ?? 0, tables.accept.lengths[field.name] ?? 0);

// A field with one value in its place, and what must come of it: the code of a refusal, or none.
function casesOf(infno, field) {
  const required = field.required && !mayBeEmpty(infno, field);
  const cases = [
    [undefined, required ? 'field_missing' : null],
    ['', required && !isNumber(field) ? 'field_missing' : null],
    ['null', required && !isNumber(field) ? 'field_missing' : null],
    [{ a: 1 }, field.name === 'exp_content' ? null : 'field_shape'],
    [['a'], field.name === 'exp_content' ? null : 'field_shape'],
  ];
  if (isNumber(field)) {
    cases.push(['a', 'field_not_number'], ['1e99', 'field_not_number'], ['9'.repeat(40), 'field_not_number'], ['1', null], [1, null], ['01', null]);
  } else if (hasCodes(field)) {
    cases.push(['~', 'field_code_unknown']);
  } else if (field.type === 'digits') {
    cases.push(['0', 'field_not_digits'], ['1234567890123456', 'field_not_digits'], ['x', 'field_not_digits'], [7, null]);
  } else if (field.type === 'date' || field.type === 'datetime') {
    cases.push(['20250425', 'field_not_date'], ['2025-04-31', 'field_not_date'], ['2025-04-25', null], ['2025-04-25 10:00:00', null]);
  } else if (field.type === 'string' && lengthOf(field) > 0) {
    cases.push(['保'.repeat(lengthOf(field)), null], ['保'.repeat(lengthOf(field) + 1), 'field_too_long']);
  }
  return cases;
}

function* allCases() {
  for (const [infno, { input }] of Object.entries(tables.transactions)) {
    for (const [node, { repeated, fields }] of Object.entries(input)) {
      for (const field of fields.filter(({ type }) => type !== 'array')) {
        for (const [value, code] of casesOf(infno, field)) {
          const message = sampleInput(infno);
          const object = repeated ? message[node][0] : message[node];
          if (value === undefined) delete object[field.name];
          else object[field.name] = value;
          yield { infno, message, code, where: `${node}${repeated ? '[1]' : ''}.${field.name}`, value };
        }
      }
    }
  }
}

onEachEngine('provider tables', (engine) => {
  let server;
  let tills;

  before(async () => {
    server = await Server.fresh(engine);
    tills = { hospital: await Till.register(server, { kind: 'hospital' }), pharmacy: await Till.register(server) };
  });
  after(() => server?.remove());

  const tillOf = (infno) => tills[tables.transactions[infno].sender] ?? tills.hospital;

  it('refuses what no table lets in, and takes what the rulings let in', async () => {
    const every = engine === 'sqlite' ? 1 : 41;  // the reading is the same on both engines
    const cases = [...allCases()].filter((_, i) => i % every === 0);
    assert.ok(engine !== 'sqlite' || cases.length > 2_500, `${cases.length} cases`);
    const faults = [];
    const work = async () => {
      for (let one = cases.pop(); one; one = cases.pop()) {
        const { infno, message, code, where, value } = one;
        const said = (await tillOf(infno).ask(infno, message)).err_msg;
        const fieldRefused = /^\[(field|node)_[a-z_]+\]/.test(said);
        const right = code === null ? !fieldRefused || !said.includes(`${where}(`) : said.startsWith(`[${code}]`) && said.includes(`${where}(`);
        if (!right) faults.push(`${infno} ${where} = ${JSON.stringify(value)}: ${code} but ${said}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    assert.deepEqual(faults.slice(0, 20), []);
  });

  it('misses a node that must be there, and a whole input', async () => {
    for (const [infno, { input }] of Object.entries(tables.transactions)) {
      const needed = Object.entries(input).filter(([, { repeated, fields }]) => !repeated &&
        fields.some((field) => field.required && !mayBeEmpty(infno, field)));
      for (const [node] of needed) {
        const message = sampleInput(infno);
        delete message[node];
        await tillOf(infno).refused('node_missing', infno, message);
        await tillOf(infno).refused('node_missing', infno, {});
        await tillOf(infno).refused('node_shape', infno, { ...sampleInput(infno), [node]: 'text' });
      }
    }
  });

  it('takes every envelope that is ruled in, and no other', async () => {
    const { hospital } = tills;
    const input = { signIn: { opter_no: '1', mac: 'm', ip: 'i' } };
    const ask = async (more) => (await hospital.send(hospital.envelope('9001', input, more))).json;
    for (const field of tables.envelope.request.fields.filter(({ name }) => name !== 'input')) {
      const told = await ask({ [field.name]: undefined });
      assert.equal(told.infcode === 0, !field.required, `${field.name}: ${told.err_msg}`);
    }
    for (const more of [{ msgid: 'f47ac10b58cc4372a5670e02b2c3d4' }, { opter_type: '2' }, { opter_type: '3' }, { infver: '1.0.0' },
      { fixmedins_name: '院'.repeat(200) }, { insuplc_admdvs: '' }, { enc_type: 'SM4' }, { recer_admvs: '441900' },
      { fixmedins_soft_fcty: '某公司' }, { sign_no: null }, { dev_no: 'NULL' }, { inf_time: '2025-04-25' }]) {
      const told = await ask(more);
      assert.equal(told.infcode, 0, `${JSON.stringify(more)} ${told.err_msg}`);
    }
    for (const [more, code] of [[{ opter_type: '4' }, 'field_code_unknown'], [{ msgid: 'x'.repeat(31) }, 'field_too_long'],
      [{ msgid: '编号' }, 'msgid_shape'], [{ inf_time: 'abc' }, 'field_not_date'], [{ inf_time: true }, 'field_shape'], [{ fixmedins_name: '院'.repeat(201) }, 'field_too_long'], [{ mdtrtarea_admvs: 'xx' }, 'envelope_region_unknown'],
      [{ fixmedins_code: 'H44190099999' }, 'institution_differs'], [{ infno: '77777' }, 'transaction_differs']]) {
      const text = JSON.stringify(hospital.envelope('9001', input, more));
      const { json } = await hospital.post('9001', text);
      assert.equal(json.infcode, -1, JSON.stringify(more));
      if (code !== 'transaction_differs') assert.ok(json.err_msg.startsWith(`[${code}]`), `${code}: ${json.err_msg}`);
    }
  });

  // The checker itself: an answer of each transaction with one thing wrong.
  it('finds what is wrong with an answer', () => {
    const good = { infcode: 0, inf_refmsgid: '4'.repeat(30), refmsg_time: '2'.repeat(17), respond_time: '2'.repeat(17), err_msg: '',
      output: { signinoutb: { sign_time: '2025-04-25 09:00:00', sign_no: '1' } } };
    assert.deepEqual(faultsOf('9001', good), []);
    for (const bad of [{ infcode: '0' }, { inf_refmsgid: '1' }, { refmsg_time: '3'.repeat(17) }, { err_msg: null }, { output: {} },
      { output: { signinoutb: { sign_time: '2025-04-25', sign_no: '1' } } }, { output: { signinoutb: { sign_time: '2025-04-25 09:00:00', sign_no: '' } } }]) {
      assert.notDeepEqual(faultsOf('9001', { ...good, ...bad }), [], JSON.stringify(bad));
    }
  });
});
