// What somebody may try to bring in as a picture of a document: scripts dressed as pictures, two
// formats in one file, bombs, the place where a picture was taken, scripts in PDF. Either it is
// refused by its own code, or what comes back is pixels and pages and nothing else, as a download.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { Server, chunk, identityNumber, onEachEngine, png } from './harness.mjs';

const script = '<script>alert(document.domain)</script>';

// Eight by eight, all grey.
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////' +
  '////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////' +
  '////////////wAARCAAIAAgDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAU' +
  'AQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AAA//2Q==', 'base64');

function segment(marker, content) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length + 2);
  return Buffer.concat([Buffer.from([0xFF, marker]), length, content]);
}
const withSegment = (marker, content) => Buffer.concat([jpeg.subarray(0, 2), segment(marker, content), jpeg.subarray(2)]);

// EXIF with a position: one entry in IFD0 that points to a GPS directory with latitude and its
// reference (23°1′14″ N).
function exif() {
  const tiff = Buffer.alloc(26 + 30 + 24);
  tiff.write('II', 0, 'latin1');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x8825, 10); tiff.writeUInt16LE(4, 12); tiff.writeUInt32LE(1, 14); tiff.writeUInt32LE(26, 18);
  tiff.writeUInt16LE(2, 26);
  tiff.writeUInt16LE(1, 28); tiff.writeUInt16LE(2, 30); tiff.writeUInt32LE(2, 32); tiff.write('N', 36, 'latin1');
  tiff.writeUInt16LE(2, 40); tiff.writeUInt16LE(5, 42); tiff.writeUInt32LE(3, 44); tiff.writeUInt32LE(56, 48);
  [23, 1, 1, 1, 14, 1].forEach((value, i) => tiff.writeUInt32LE(value, 56 + 4 * i));
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

// A PDF of one empty page; `catalog` adds to its catalogue, `head` stands before everything.
function pdf({ catalog = '', head = '', tail = '' } = {}) {
  const objects = [`<</Type/Catalog/Pages 2 0 R${catalog}>>`, '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>'];
  let text = `${head}%PDF-1.5\n`;
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${text}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n${tail}`, 'latin1');
}

const zip = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));  // 64 KB that unpack to a thousand times as much

const attacks = {
  'SVG with a script': Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`),
  'SVG behind an XML declaration': Buffer.from(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;${script}</svg>`),
  'HTML': Buffer.from(`<!doctype html>${script}`),
  'HTML that begins like a GIF': Buffer.from(`GIF89a/*${script}*/=1`),
  'HTML behind the signature of a PNG': Buffer.concat([png(2, 2).subarray(0, 8), Buffer.from(script)]),
  'a picture with a ZIP behind it': Buffer.concat([png(8, 8), zip]),
  'a picture with a script behind it': Buffer.concat([png(8, 8), Buffer.from(script)]),
  'a picture with a script in a text': png(8, 8, { more: [chunk('tEXt', Buffer.from(`Comment\0${script}`, 'latin1'))] }),
  'a picture with a script in a chunk of its own': png(8, 8, { more: [chunk('sCRt', Buffer.from(script))] }),
  'a picture that promises more than the world has': png(60_000, 60_000, { rows: 1 }),
  'a text that unpacks to 64 MB': png(8, 8, { more: [chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), bomb]))] }),
  'a profile that unpacks to 64 MB': png(8, 8, { more: [chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), bomb]))] }),
  'pixels that unpack to 64 MB': Buffer.concat([png(8, 8).subarray(0, 33), chunk('IDAT', bomb), chunk('IEND', Buffer.alloc(0))]),
  'a JPEG with a position': withSegment(0xE1, exif()),
  'a JPEG with a script in its comment': withSegment(0xFE, Buffer.from(script)),
  'a JPEG with a script behind it': Buffer.concat([jpeg, Buffer.from(script)]),
  'a JPEG that ends early': jpeg.subarray(0, jpeg.length - 20),
  'a PDF with a script that opens itself': pdf({ catalog: '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>' }),
  'a PDF that starts a program': pdf({ catalog: '/OpenAction<</S/Launch/F(cmd.exe)>>' }),
  'a PDF with a form that submits': pdf({ catalog: '/AcroForm<</Fields[]/XFA(<xdp/>)>>' }),
  'a PDF behind HTML': pdf({ head: `<html>${script}</html>` }),
  'a PDF with a ZIP behind it': pdf({ tail: zip.toString('latin1') }),
  'nothing': Buffer.alloc(0),
  'zeroes': Buffer.alloc(100_000),
};

// What must not be found in a file that comes back.
const traces = ['<script', 'alert', '<svg', 'onload', 'JavaScript', 'Launch', 'XFA', 'GPS', 'Exif', '<html', 'PK\x05\x06', 'sCRt', 'zTXt', 'iCCP', 'tEXt'];

onEachEngine('upload attacks', (engine) => {
  let server;
  let number;
  before(async () => {
    server = await Server.fresh(engine);
    const identity = identityNumber();
    const person = await server.person({ name: '张三丰', identity_number: identity });
    number = (await server.done('POST', `/v1/people/${person}/transfers`,
      { name: '张三丰', identity_number: identity, origin: '441900', target: '330100' })).case;
    await server.issueTokens({ self: ['--role', 'participant', '--person', person, '--channel', 'app'] });
  });
  after(() => server?.remove());

  const slot = 'identity_card_front';
  const upload = (content, more = {}) => server.post(`/v1/transfers/${number}/materials`,
    { slot, content: Buffer.from(content).toString('base64'), ...more }, { as: 'self' });
  const fetched = () => fetch(`${server.url}/v1/cases/${number}/materials/${slot}`,
    { headers: { Authorization: `Bearer ${server.tokens.self}` } });

  it('the files of this test are pictures and pages where they say so', async () => {
    for (const content of [png(8, 8), jpeg, pdf()]) {
      const sent = await upload(content);
      assert.equal(sent.status, 200, sent.text);
    }
  });

  for (const [name, content] of Object.entries(attacks)) {
    it(`${name}: refused in words, or nothing of it comes back`, async () => {
      const sent = await upload(content);
      if (sent.status !== 200) {
        assert.ok(sent.status >= 400 && sent.status < 500, `${sent.status} ${sent.text}`);
        assert.match(sent.type, /problem\+json/);
        assert.notEqual(sent.json.title, '');
        assert.doesNotMatch(sent.text, /<script|<svg/);
        return;
      }
      const answer = await fetched();
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
      assert.match(answer.headers.get('content-disposition'), /^attachment; filename="[a-z_]+\.(png|jpe?g|pdf)"$/);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.match(answer.headers.get('content-security-policy'), /sandbox/);
      const back = Buffer.from(await answer.arrayBuffer()).toString('latin1');
      for (const trace of traces) assert.equal(back.includes(trace), false, `${trace} came back`);
    });
  }

  it('neither the name of a slot nor what is sent beside the content leads anywhere', async () => {
    for (const bad of ['../../etc/passwd', '..%2F..%2Fyibao.toml', `${script}`, 'a'.repeat(5000), 'identity_card_front\0.svg']) {
      const sent = await upload(png(8, 8), { slot: bad });
      assert.ok(sent.status >= 400 && sent.status < 500, `${bad.slice(0, 20)}: ${sent.status}`);
    }
    for (const more of [{ content_type: 'image/svg+xml' }, { file_name: '../x.html' }, { content: 'not base64 <' }, { content: 7 }]) {
      const sent = await upload(png(8, 8), more);
      assert.equal(sent.status, 400, sent.text);
    }
  });

  it('answers others as before', async () => {
    assert.equal((await server.get('/healthz', { as: null })).status, 200);
    assert.equal((await upload(png(8, 8))).status, 200);
  });
});
