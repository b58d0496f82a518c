// One section of messages/names.zh-CN.toml (tools/names.mjs).
declare module 'virtual:names/*' {
  const names: Record<string, string>;
  export default names;
}

// All of messages/names.en.toml, list by list. Large: import() it.
declare module 'virtual:names.en' {
  const names: Record<string, Record<string, string>>;
  export default names;
}

// Code and whole name of every pooling region (tools/regions.mjs). Large: import() it.
declare module 'virtual:regions' {
  const regions: [string, string][];
  export default regions;
}
