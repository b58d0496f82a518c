// Browser and system, so that somebody tells their own sign-ins apart. What the browser says of itself is
// shortened to the two names; nothing else of it is sent.
export function device(): string {
  const said = navigator.userAgent;
  const first = (names: [RegExp, string][]) => names.find(([sign]) => sign.test(said))?.[1] ?? '';
  const browser = first([[/MicroMessenger/, '微信'], [/AlipayClient/, '支付宝'], [/Edg(A|iOS)?\//, 'Edge'], [/HuaweiBrowser/, '华为浏览器'], [/MiuiBrowser/, '小米浏览器'], [/MQQBrowser|QQBrowser/, 'QQ 浏览器'],
    [/UCBrowser/, 'UC 浏览器'], [/Firefox|FxiOS/, 'Firefox'], [/HeadlessChrome|Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari']]);
  const model = said.match(/Android [\d.]+; ([^;)]{1,24})/)?.[1]?.trim();
  const system = first([[/HarmonyOS/, '鸿蒙'], [/Android/, model && model !== 'K' ? `Android ${model}` : 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Mac OS X/, 'Mac'], [/Linux/, 'Linux']]);
  return [browser, system].filter(Boolean).join(' · ').slice(0, 60);
}
