// A card reader and a scanner type like a keyboard, only faster than anybody could: so many
// characters within so few milliseconds each. A card number counts only where it was read.
const fastest = 35;  // milliseconds between two keys of the hand; devices stay far below
const shortest = 6;

export function useReader() {
  let first = 0;
  let last = 0;
  let count = 0;
  let gaps = true;  // no gap of a hand so far

  function onKey(event: KeyboardEvent) {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    const now = performance.now();
    if (count === 0) first = now;
    else if (now - last > fastest * 4) gaps = false;
    last = now;
    ++count;
  }
  // Asked when the field is complete.
  function wasRead(text: string): boolean {
    return gaps && count >= shortest && count === text.length && (last - first) / count < fastest;
  }
  function reset() { count = 0; gaps = true; }
  return { onKey, wasRead, reset };
}
