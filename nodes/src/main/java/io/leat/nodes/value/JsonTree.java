package io.leat.nodes.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;

/**
 * Normal trees: what code is handed as JSON. One value has one normal tree, however it arrived:
 * keys in order of their UTF-8 bytes, numbers as {@link JsonNumber} says, nothing that can be
 * changed.
 */
public final class JsonTree {

  static final int DEPTH_MAX = 100;

  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // Names come from data: interning them would let data fill the heap.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX + 2)
                  .maxNameLength(Value.BYTES_MAX)
                  .maxStringLength(Value.BYTES_MAX)
                  .maxNumberLength(4 * JsonNumber.DIGITS_MAX)
                  .build())
          .build();

  private static final String NO_NUMBER = "Non-standard token '";
  private static final String UNRECOGNIZED = "Unrecognized token '";

  private JsonTree() {}

  /** The tree of canonical bytes. */
  static JsonNode decode(byte[] canonical) {
    try (JsonParser parser = JSON.createParser(canonical)) {
      parser.nextToken();
      return read(parser, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The tree of any JSON text.
   *
   * @throws Invalid with line and column if it is not one JSON value, has a key twice, or is too
   *     deep
   */
  public static JsonNode parse(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new Invalid("no JSON value: the text is empty; write null if you mean null");
      }
      JsonNode tree = read(parser, 0);
      if (parser.nextToken() != null) {
        throw refusal(parser, "there is more after the end of the JSON value; write one value");
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw new Invalid(
          "not JSON to keep: a text of more than "
              + Value.BYTES_MAX
              + " characters, or a number of more than "
              + JsonNumber.DIGITS_MAX
              + " digits");
    } catch (JsonProcessingException e) {
      throw new Invalid("not JSON" + at(e.getLocation()) + ": " + wrong(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the parser says, without what only its programmers can do about it. */
  private static String wrong(String message) {
    if (message.startsWith(UNRECOGNIZED) && message.indexOf("': was expecting ") > 0) {
      return message.substring(UNRECOGNIZED.length() - 1, message.indexOf("': was expecting ") + 1)
          + " is neither a number, true, false or null, nor begins a text, a list or an object";
    }
    if (message.startsWith(NO_NUMBER) && message.indexOf("': enable ") > 0) {
      return message.substring(NO_NUMBER.length(), message.indexOf("': enable "))
          + " is no number that JSON knows";
    }
    int source = message.indexOf(" (start marker at ");
    return Show.text(source > 0 ? message.substring(0, source) : message, 240);
  }

  private static JsonNode read(JsonParser parser, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, deeper(parser, depth));
      case START_ARRAY -> array(parser, deeper(parser, depth));
      case VALUE_STRING -> TextNode.valueOf(parser.getText());
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> fraction(parser);
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      case VALUE_NULL -> NullNode.instance;
      case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw refusal(parser, "unexpected " + token);
    };
  }

  private static JsonNode object(JsonParser parser, int depth) throws IOException {
    var fields = new SortedFields.Builder();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (!fields.add(name, read(parser, depth))) {
        throw refusal(parser, "key " + Show.quoted(name) + " is given twice");
      }
    }
    String twice = fields.twice();
    if (twice != null) {
      throw refusal(
          parser, "key " + Show.quoted(twice) + " is given twice in the object that ends here");
    }
    return new FrozenObject(fields.done());
  }

  private static JsonNode array(JsonParser parser, int depth) throws IOException {
    var elements = new ArrayList<JsonNode>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(read(parser, depth));
    }
    return new FrozenArray(elements);
  }

  private static NumericNode whole(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> JsonNumber.of(parser.getLongValue());
      default -> JsonNumber.of(parser.getBigIntegerValue());
    };
  }

  private static NumericNode fraction(JsonParser parser) throws IOException {
    try {
      return JsonNumber.ofFraction(parser.getText());
    } catch (Invalid e) {
      throw refusal(parser, e.problems().getFirst());
    }
  }

  private static int deeper(JsonParser parser, int depth) {
    if (depth == DEPTH_MAX) {
      throw refusal(parser, "nested deeper than " + DEPTH_MAX);
    }
    return depth + 1;
  }

  private static Invalid refusal(JsonParser parser, String message) {
    return new Invalid("not JSON to keep" + at(parser.currentTokenLocation()) + ": " + message);
  }

  private static String at(JsonLocation location) {
    String column = "column " + location.getColumnNr();
    return location.getLineNr() == 1
        ? " at " + column
        : " at line " + location.getLineNr() + ", " + column;
  }

  /**
   * The normal tree of any tree, which stays as it is. Returns the same tree if it is normal
   * already.
   *
   * @throws Invalid if it holds what JSON cannot say or is too deep
   */
  static JsonNode normal(JsonNode tree) {
    return normal(tree, 0);
  }

  private static JsonNode normal(JsonNode tree, int depth) {
    if (depth + Math.max(depth(tree), tree.isContainerNode() ? 1 : 0) > DEPTH_MAX) {
      throw new Invalid("the value is nested deeper than " + DEPTH_MAX);
    }
    return switch (tree.getNodeType()) {
      case OBJECT -> tree instanceof FrozenObject ? tree : object(tree, depth);
      case ARRAY -> tree instanceof FrozenArray ? tree : array(tree, depth);
      case NUMBER -> JsonNumber.normal(tree);
      case STRING, BOOLEAN, NULL -> tree;
      case BINARY -> TextNode.valueOf(tree.asText());
      case MISSING, POJO ->
          throw new Invalid("the value holds a " + tree.getNodeType() + " node, which is not JSON");
    };
  }

  /** The greatest number of levels of any of these; 0 if all are scalars. */
  static int depth(Collection<JsonNode> normal) {
    int depth = 0;
    for (JsonNode node : normal) {
      depth = Math.max(depth, depth(node));
    }
    return depth;
  }

  /** The number of its levels; 0 if it is a scalar. */
  static int depth(JsonNode normal) {
    return switch (normal) {
      case FrozenObject object -> object.depth;
      case FrozenArray array -> array.depth;
      default -> 0;
    };
  }

  private static JsonNode object(JsonNode tree, int depth) {
    var fields = new SortedFields.Builder();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      fields.add(field.getKey(), normal(field.getValue(), depth + 1));
    }
    fields.twice();
    return new FrozenObject(fields.done());
  }

  private static JsonNode array(JsonNode tree, int depth) {
    var elements = new ArrayList<JsonNode>(tree.size());
    for (JsonNode element : tree) {
      elements.add(normal(element, depth + 1));
    }
    return new FrozenArray(elements);
  }
}
