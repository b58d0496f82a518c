// A small generator of numbers, the same for the same seed.
export class Chance {
  constructor(state) { this.state = state >>> 0; }
  next() {
    this.state = this.state + 0x6D2B79F5 >>> 0;
    let mixed = Math.imul(this.state ^ this.state >>> 15, this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  }
  between(low, high) { return low + Math.floor(this.next() * (high - low + 1)); }
  of(list) { return list[this.between(0, list.length - 1)]; }
  in(share) { return this.next() < share; }
}
