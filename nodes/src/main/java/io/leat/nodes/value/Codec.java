package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** How objects of a Java class are written as JSON and made from it. Never asked for null. */
interface Codec<T> {

  /**
   * The value that stands for an object.
   *
   * @throws Invalid if the object cannot be written as JSON
   */
  Value encode(T object);

  /**
   * The object that a value stands for.
   *
   * @throws Invalid if the value cannot be such an object; says what was expected, not the value
   */
  T decode(Value value);

  Codec<JsonNode> TREE =
      new Codec<>() {
        @Override
        public Value encode(JsonNode object) {
          return Value.of(object);
        }

        @Override
        public JsonNode decode(Value value) {
          return value.json();
        }
      };

  Codec<String> STRING =
      new Codec<>() {
        @Override
        public Value encode(String object) {
          return Value.exact(JsonBytes.of(object), this, object);
        }

        @Override
        public String decode(Value value) {
          byte[] bytes = value.bytes();
          if (bytes[0] != '"') {
            throw new Invalid("expected a string");
          }
          for (byte b : bytes) {
            if (b == '\\') {
              return value.json().textValue();
            }
          }
          return new String(bytes, 1, bytes.length - 2, StandardCharsets.UTF_8);
        }
      };

  Codec<Boolean> BOOLEAN =
      new Codec<>() {
        @Override
        public Value encode(Boolean object) {
          return Value.exact(ascii(object.toString()), this, object);
        }

        @Override
        public Boolean decode(Value value) {
          return switch (value.bytes()[0]) {
            case 't' -> true;
            case 'f' -> false;
            default -> throw new Invalid("expected true or false");
          };
        }
      };

  Codec<Long> LONG =
      new Codec<>() {
        @Override
        public Value encode(Long object) {
          return Value.exact(JsonNumber.bytes(object), this, object);
        }

        @Override
        public Long decode(Value value) {
          try {
            return JsonNumber.whole(value.bytes());
          } catch (NumberFormatException e) {
            throw new Invalid("expected a whole number that fits a long");
          }
        }
      };

  Codec<Integer> INTEGER =
      new Codec<>() {
        @Override
        public Value encode(Integer object) {
          return Value.exact(ascii(Integer.toString(object)), this, object);
        }

        @Override
        public Integer decode(Value value) {
          try {
            return Integer.parseInt(value.toString());
          } catch (NumberFormatException e) {
            throw new Invalid("expected a whole number that fits an int");
          }
        }
      };

  Codec<Double> DOUBLE =
      new Codec<>() {
        @Override
        public Value encode(Double object) {
          // Adding zero makes -0 what its text says: 0.
          return Value.exact(ascii(JsonNumber.text(JsonNumber.of(object))), this, object + 0.0);
        }

        @Override
        public Double decode(Value value) {
          byte first = value.bytes()[0];
          if (first != '-' && (first < '0' || first > '9')) {
            throw new Invalid("expected a number");
          }
          return Double.parseDouble(value.toString());
        }
      };

  Codec<byte[]> BYTES = text("bytes in base64", Base64.getEncoder()::encodeToString, Codec::bytes);

  Codec<Instant> INSTANT =
      text("a time such as 2026-11-20T10:00:00Z", Instant::toString, Instant::parse);

  Codec<Duration> DURATION =
      text("a duration such as PT1H30M", Duration::toString, Duration::parse);

  /** Of base64 as it is written: the decoder would take other texts for the same bytes too. */
  private static byte[] bytes(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    byte[] last = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 1) / 3 * 3, bytes.length);
    if (base64.length() % 4 != 0 || !base64.endsWith(Base64.getEncoder().encodeToString(last))) {
      throw new IllegalArgumentException("not padded, or with bits that stand for nothing");
    }
    return bytes;
  }

  private static <T> Codec<T> text(
      String expected, Function<T, String> write, Function<String, T> read) {
    return new Codec<>() {
      @Override
      public Value encode(T object) {
        return STRING.encode(write.apply(object));
      }

      @Override
      public T decode(Value value) {
        if (value.bytes()[0] != '"') {
          throw new Invalid("expected " + expected);
        }
        try {
          return read.apply(STRING.decode(value));
        } catch (DateTimeException | IllegalArgumentException e) {
          throw new Invalid("expected " + expected);
        }
      }
    };
  }

  static <E> Codec<List<E>> list(Codec<E> elements) {
    return new Codec<>() {
      @Override
      public Value encode(List<E> object) {
        var trees = new ArrayList<JsonNode>(object.size());
        for (E element : object) {
          trees.add(element == null ? Value.NULL.json() : elements.encode(element).json());
        }
        return Value.of(new FrozenArray(trees));
      }

      @Override
      public List<E> decode(Value value) {
        JsonNode tree = value.json();
        if (!tree.isArray()) {
          throw new Invalid("expected a list");
        }
        var objects = new ArrayList<E>(tree.size());
        for (JsonNode element : tree) {
          objects.add(elements.decode(Value.of(element)));
        }
        return Collections.unmodifiableList(objects);
      }
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
