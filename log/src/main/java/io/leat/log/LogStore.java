package io.leat.log;

import java.util.List;
import java.util.Map;

/**
 * All facts of one workspace: its branches, the objects that events name, and refs. {@link
 * ChronicleStore} keeps them as files, {@link MemoryStore} on the heap; both pass the same contract
 * tests.
 */
public interface LogStore extends AutoCloseable {

  /** The branch that every workspace has. */
  String MAIN = "main";

  /** Every branch, {@code main} first, then by name. Never empty. */
  List<Branch> branches();

  /**
   * The log of a branch.
   *
   * @throws LogException.Invalid if there is no such branch
   */
  EventLog log(String branch);

  /**
   * Creates a branch that shares everything below {@code offset} with {@code parent}. Constant
   * time; no event is copied.
   *
   * @param offset 0 to the parent's end, inclusive
   * @throws LogException.Invalid if the name is taken or malformed, or the offset lies past the
   *     parent's end; nothing is written
   */
  Branch fork(String name, String parent, long offset);

  /**
   * Makes a branch self-contained: copies what it shares, so that the branches that it was forked
   * from may be deleted. Its events, offsets, line and head stay as they are. After a crash all
   * copies are there or none.
   *
   * @return false if there was nothing to do: it was not forked, or is self-contained already
   * @throws LogException.Invalid if there is no such branch
   */
  boolean detach(String branch);

  /**
   * Gives branches other names, all in one step: after a crash all of them have theirs, or none.
   * Their lines, and all that lies in them, stay; so do the forks of them.
   *
   * @param names by the name that a branch has, the one that it gets
   * @throws LogException.Invalid if there is no such branch, a name is malformed or belongs to
   *     another that keeps it, or none would be called {@code main}; nothing is written
   */
  void rename(Map<String, String> names);

  /**
   * Deletes a branch and its own events.
   *
   * @throws LogException.Invalid if it is {@code main}, unknown, another branch that is not
   *     self-contained was forked from it, or a ref stands for a place in it
   * @throws LogException.Unavailable if a writer holds it
   */
  void delete(String branch);

  /** Where long values lie, for all branches. */
  ObjectStore objects();

  /** Names for places in history and for objects. */
  Refs refs();

  @Override
  void close();
}
