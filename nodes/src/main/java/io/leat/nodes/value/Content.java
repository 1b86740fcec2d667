package io.leat.nodes.value;

import java.io.InputStream;

/**
 * The bytes of a long value that lie elsewhere, such as in a file: read each time they are asked
 * for. Two are equal if their bytes are.
 */
public interface Content {

  /** Number of bytes of canonical JSON. */
  long length();

  /** Canonical JSON, in an array that the caller may keep. */
  byte[] bytes();

  /** Canonical JSON, however much. */
  InputStream open();

  /** Whether the value stands for raw bytes: it is a string, those bytes in base64. */
  boolean raw();

  /** The raw bytes, however many. Only if there are such. */
  InputStream openRaw();
}
