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

// A box that is ticked or a file that is chosen takes no letters.
const takesNone = /^(checkbox|radio|file|button|submit|reset)$/;
const takesText = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
    && !(target instanceof HTMLInputElement && takesNone.test(target.type))));

// The dialog in front: of several the one that lies highest.
function openDialog(): Element | undefined {
  const height = (each: Element) => Number(getComputedStyle(each.closest('.el-overlay') ?? each).zIndex) || 0;
  return [...document.querySelectorAll('[role=dialog][aria-modal=true]')].filter((each) => each.checkVisibility())
    .sort((one, other) => height(one) - height(other)).at(-1);
}

// Ctrl+Enter sends the dialog in front, wherever in it one stands, or else the form one is in.
function sendForm(event: KeyboardEvent) {
  const dialog = openDialog();
  const around = event.target instanceof Element ? event.target.closest('form') : null;
  const form = !dialog || dialog.contains(around) ? around ?? dialog?.querySelector('form') : dialog.querySelector('form');
  if (!form) return;
  event.preventDefault();
  if (!event.repeat) form.querySelector<HTMLButtonElement>('button[type=submit]:not(:disabled)')?.click();
}

// "g q": two keys one after the other, within a second.
let first = '';
let firstAt = 0;

export function onKey(event: KeyboardEvent): void {
  if (event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') { sendForm(event); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target) || openDialog()) return;
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
