/**
 * Runs of equal labels. Label maps are made of long ones, so four bytes are compared at once: that is what makes a pass over a
 * segmentation cheap next to unpacking it.
 */
export class LabelRuns {
  private readonly labels: Uint8Array;
  private readonly words: Int32Array;

  /** @param labels Looked at where they lie, or copied where they begin in the middle of a word of their buffer. */
  constructor(labels: Uint8Array) {
    this.labels = labels.byteOffset % 4 === 0 ? labels : labels.slice();
    this.words = new Int32Array(this.labels.buffer, this.labels.byteOffset, this.labels.length >> 2);
  }

  /** Where the run that begins at `at` ends, at most at `limit`. */
  end(at: number, limit: number): number {
    const { labels, words } = this;
    const label = labels[at]!;
    let end = at + 1;
    while (end < limit && (end & 3) !== 0 && labels[end] === label) end += 1;
    if ((end & 3) === 0) {
      const four = Math.imul(label, 0x01010101);
      const lastWord = limit >> 2;
      let word = end >> 2;
      while (word < lastWord && words[word] === four) word += 1;
      end = word << 2;
    }
    while (end < limit && labels[end] === label) end += 1;
    return end;
  }
}
