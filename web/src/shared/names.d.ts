// One section of messages/names.zh-CN.toml (tools/names.mjs).
declare module 'virtual:names/*' {
  const names: Record<string, string>;
  export default names;
}
