// The keyboard comes first: what a key does on the page in front, listed by "?". A key typed into a
// field is text, whatever it would do elsewhere.
import { onBeforeUnmount, onMounted, reactive } from 'vue';

export interface Shortcut { keys: string; words: string; run: () => void }

export const shortcuts = reactive<Shortcut[]>([]);

export function useShortcuts(...mine: Shortcut[]) {
  onMounted(() => shortcuts.push(...mine));
  onBeforeUnmount(() => {
    for (const each of mine) {
      const at = shortcuts.findIndex((other) => other.keys === each.keys && other.words === each.words);
      if (at >= 0) shortcuts.splice(at, 1);
    }
  });
}

const takesText = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

// "g q": two keys one after the other, within a second.
let first = '';
let firstAt = 0;

export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || takesText(event.target)) return;
  if (document.querySelector('[role=dialog][aria-modal=true]:not([style*="display: none"])')) return;
  const pressed = first && event.timeStamp - firstAt < 1000 ? `${first} ${event.key}` : event.key;
  first = '';
  // The page in front has mounted last: its keys win over the shell's.
  const found = [...shortcuts].reverse().find((each) => each.keys === pressed);
  if (found) {
    event.preventDefault();
    found.run();
  } else if (shortcuts.some((each) => each.keys.startsWith(`${event.key} `))) {
    first = event.key;
    firstAt = event.timeStamp;
  }
}
