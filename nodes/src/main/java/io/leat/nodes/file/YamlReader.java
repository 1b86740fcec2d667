package io.leat.nodes.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.nodes.file.Yaml.Place;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.JsonNumber;
import io.leat.nodes.value.Show;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML as JSON with places. Used once, by one thread.
 *
 * <p>Plain words are read by the core schema of YAML 1.2: {@code true} and {@code false} are
 * booleans; {@code no}, {@code yes}, {@code on} and {@code off} are texts. Keys are texts, as
 * written. Aliases are allowed within bounds; tags and merge keys are not.
 */
final class YamlReader {
  private static final int DEPTH_MAX = 50;
  private static final int PARTS_MAX = 100_000;

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FRACTION =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern NO_NUMBER =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  /** What is wrong, by place. */
  private final Map<Place, String> problems;

  private int parts;

  private YamlReader(Map<Place, String> problems) {
    this.problems = problems;
  }

  /**
   * The tree of a text; null if it is empty or cannot be read.
   *
   * @param problems what is wrong is added to it
   */
  static @Nullable Yaml read(String text, Map<Place, String> problems) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEPTH_MAX);
    try {
      var parser = new ParserImpl(new StreamReader(text), options);
      Node root = new Composer(parser, new NoResolver(), options).getSingleNode();
      return root == null ? null : new YamlReader(problems).convert(root, 0);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      problems.put(place(mark), "not YAML: " + wrong(e.getProblem()));
    } catch (ReaderException e) {
      problems.put(
          place(text, e.getPosition()),
          "not YAML: it holds the character "
              + Show.quoted(Character.toString(e.getCodePoint()))
              + "; leave it out");
    } catch (YAMLException e) {
      problems.put(Place.START, "not YAML: " + Show.text(String.valueOf(e.getMessage()), 200));
    } catch (Refused e) {
      problems.put(e.place, e.problem);
    }
    return null;
  }

  /** What the parser says, in our words where its own are for those who wrote it. */
  private static String wrong(String problem) {
    if (problem.startsWith("but found another document")) {
      return "a second document begins here; the file is one";
    }
    if (problem.contains("\\t(TAB)")) {
      return "indented with a tab; YAML takes blanks only";
    }
    return Show.text(problem, 200);
  }

  /** The place of a character, counted in code points from the start of the text. */
  private static Place place(String text, int position) {
    String before = text.substring(0, text.offsetByCodePoints(0, position));
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return new Place(
        line, 1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length()));
  }

  /**
   * The text of a file.
   *
   * @throws Invalid with the place of the first byte that is not UTF-8
   */
  static String text(byte[] bytes, FilePlaces places) {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult end =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (end.isError()) {
      String before = text.toString();
      places.problem(
          place(before, before.codePointCount(0, before.length())),
          "not UTF-8; save the file as UTF-8");
      places.raise();
    }
    return text.toString();
  }

  /** Tells plain words apart from texts later, and by other rules. */
  private static final class NoResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;
    private final String problem;

    Refused(Place place, String problem) {
      this.place = place;
      this.problem = problem;
    }
  }

  private static Place place(@Nullable Mark mark) {
    return mark == null ? Place.START : new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Yaml convert(Node node, int depth) {
    Place place = place(node.getStartMark());
    if (++parts > PARTS_MAX || depth > DEPTH_MAX) {
      throw new Refused(place, "too large once its aliases are followed; write it without them");
    }
    if (!node.getTag().equals(Tag.STR)
        && !node.getTag().equals(Tag.SEQ)
        && !node.getTag().equals(Tag.MAP)) {
      problems.put(
          place, "tag " + Show.quoted(node.getTag().getValue()) + " is not known; leave it out");
    }
    return switch (node) {
      case MappingNode mapping -> fields(mapping, place, depth);
      case SequenceNode sequence -> {
        List<Yaml> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(convert(item, depth + 1)));
        yield new Yaml.Items(place, items);
      }
      case ScalarNode scalar -> new Yaml.Scalar(place, value(scalar, place), scalar.getValue());
      default -> throw new Refused(place, "not to be read");
    };
  }

  private Yaml fields(MappingNode mapping, Place place, int depth) {
    Map<String, Yaml.Field> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place at = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.put(at, "a key must be a single word");
        continue;
      }
      Yaml value = convert(tuple.getValueNode(), depth + 1);
      Yaml.Field first = fields.putIfAbsent(key.getValue(), new Yaml.Field(at, value));
      if (first != null) {
        problems.put(
            at,
            "key %s is given twice, first in line %d"
                .formatted(Show.quoted(key.getValue()), first.place().line()));
      }
    }
    return new Yaml.Fields(place, fields);
  }

  private JsonNode value(ScalarNode scalar, Place place) {
    String text = scalar.getValue();
    if (!scalar.isPlain()) {
      return TextNode.valueOf(text);
    }
    try {
      return switch (text) {
        case "", "~", "null", "Null", "NULL" -> NullNode.instance;
        case "true", "True", "TRUE" -> BooleanNode.TRUE;
        case "false", "False", "FALSE" -> BooleanNode.FALSE;
        default -> numberOrText(text);
      };
    } catch (Invalid e) {
      problems.put(place, e.problems().getFirst());
      return TextNode.valueOf(text);
    }
  }

  private static JsonNode numberOrText(String text) {
    if (NO_NUMBER.matcher(text).matches()) {
      throw new Invalid(text + " is no number that JSON knows; leave it out or quote it");
    }
    if (text.length() > 2 * JsonNumber.DIGITS_MAX) {
      return TextNode.valueOf(text);
    }
    if (WHOLE.matcher(text).matches()) {
      return JsonNumber.of(new BigInteger(text));
    }
    if (OCTAL.matcher(text).matches()) {
      return JsonNumber.of(new BigInteger(text.substring(2), 8));
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return JsonNumber.of(new BigInteger(text.substring(2), 16));
    }
    return FRACTION.matcher(text).matches() ? JsonNumber.ofFraction(text) : TextNode.valueOf(text);
  }

  /** For problems: in order of place. */
  static Map<Place, String> problems() {
    return new TreeMap<>();
  }
}
