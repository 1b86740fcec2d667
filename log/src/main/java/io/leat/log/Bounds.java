package io.leat.log;

/**
 * How far a writer goes.
 *
 * @param segmentBytesMax a segment that has grown to this is closed
 * @param freeBytesMin what must stay free on the disk
 */
record Bounds(long segmentBytesMax, long freeBytesMin) {
  static final Bounds USUAL = new Bounds(64L << 20, 64L << 20);

  static Bounds ofSegments(long bytesMax) {
    return new Bounds(bytesMax, USUAL.freeBytesMin);
  }
}
