package io.leat.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checks objects: that each one which an event names is there, and that each is what its name says.
 * Owned by one thread.
 */
final class ObjectCheck {

  /** The first event that names an object. */
  private record Place(String branch, long offset) {}

  private final ObjectFiles objects;
  private final List<Verify.Problem> problems;
  private final Map<ObjectId, Place> named = new LinkedHashMap<>();
  private long checked;
  private long unnamed;

  ObjectCheck(ObjectFiles objects, List<Verify.Problem> problems) {
    this.objects = objects;
    this.problems = problems;
  }

  ObjectFiles objects() {
    return objects;
  }

  /** Takes note of what an event names. */
  void note(String branch, Event event) {
    ObjectId object = event.payload().object();
    if (object != null) {
      named.putIfAbsent(object, new Place(branch, event.offset()));
    }
  }

  /** Reads every object that was noted. */
  void checkNamed() {
    named.forEach(
        (object, place) -> {
          checked++;
          check(object, objects.file(object.sha256()), place);
        });
  }

  /** Reads every object that was not. */
  void checkOthers() {
    Set<String> known = new HashSet<>();
    named.keySet().forEach(object -> known.add(object.sha256()));
    for (Path file : objects.files()) {
      String folder = Objects.requireNonNull(file.getParent()).getFileName().toString();
      String name = folder + file.getFileName();
      if (!known.contains(name)) {
        unnamed++;
        checked++;
        other(name, file);
      }
    }
  }

  /** How many were read. */
  long checked() {
    return checked;
  }

  /** How many of them no event names. */
  long unnamed() {
    return unnamed;
  }

  private void other(String name, Path file) {
    Place nowhere = new Place("", 0);
    try {
      check(new ObjectId(name, Files.size(file)), file, nowhere);
    } catch (LogException.Invalid e) {
      problem(nowhere, file, "a file among the objects whose name is none of an object");
    } catch (IOException e) {
      problem(nowhere, file, "cannot be read: " + e);
    }
  }

  private void check(ObjectId object, Path file, Place place) {
    try (InputStream content = objects.open(object)) {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (LogException | IOException e) {
      problem(place, file, String.valueOf(e.getMessage()));
    }
  }

  private void problem(Place place, Path file, String what) {
    problems.add(new Verify.Problem(place.branch, place.offset, file, -1, what));
  }
}
