// Where a page, or a dialog, begins: its field is there some frames later, and something else may take the focus for
// itself meanwhile (Element's dialog does).
import { onBeforeUnmount } from 'vue';

const framesMax = 60;
const heldEnough = 3;  // frames in a row

// `focus` says whether it has the focus now; it is asked frame by frame until it keeps it.
export function useFirstFocus(focus: () => boolean) {
  let frame = 0;
  function attempt(left: number, held: number) {
    cancelAnimationFrame(frame);
    if (left === 0 || held >= heldEnough) return;
    frame = requestAnimationFrame(() => attempt(left - 1, focus() ? held + 1 : 0));
  }
  onBeforeUnmount(() => cancelAnimationFrame(frame));
  return { begin: () => attempt(framesMax, 0), stop: () => cancelAnimationFrame(frame) };
}
