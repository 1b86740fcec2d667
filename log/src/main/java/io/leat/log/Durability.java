package io.leat.log;

/** What an acknowledged append survives. */
public enum Durability {
  /** Death of the process: the operating system holds it. */
  PROCESS,
  /** Loss of power: a force of the disk was seen to succeed. Shared by all who wait. */
  DISK
}
