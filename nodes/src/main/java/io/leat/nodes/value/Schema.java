package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema, dialect 2020-12. Reads nothing but itself: references lead to its own parts.
 * {@code format} is a remark, as the dialect says, not checked. Immutable, thread-safe.
 */
final class Schema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final int PROBLEMS_SHOWN = 3;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().locale(Locale.ROOT).build()));

  private final com.networknt.schema.Schema schema;

  private Schema(com.networknt.schema.Schema schema) {
    this.schema = schema;
  }

  /**
   * @throws Invalid with everything that is wrong with the schema itself
   */
  static Schema of(JsonNode json) {
    var problems = new ArrayList<String>();
    if (!json.isObject() && !json.isBoolean()) {
      throw new Invalid("a schema is an object, not " + Show.text(json.toString()));
    }
    findReferences(json, problems);
    JsonNode dialect = json.path("$schema");
    if (!dialect.isMissingNode() && !dialect.asText().equals(DIALECT)) {
      problems.add(
          "the schema is of dialect "
              + Show.quoted(dialect.asText())
              + "; only "
              + DIALECT
              + " is known");
    }
    if (problems.isEmpty()) {
      problems.addAll(problems(Meta.SCHEMA, json));
    }
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    try {
      var schema = REGISTRY.getSchema(json);
      schema.initializeValidators();
      return new Schema(schema);
    } catch (SchemaException | IllegalArgumentException e) {
      throw new Invalid("the schema cannot be used: " + Show.text(String.valueOf(e.getMessage())));
    }
  }

  /** What a value lacks, or null if nothing. */
  @Nullable String refusal(JsonNode value) {
    List<String> problems = problems(schema, value);
    return problems.isEmpty() ? null : String.join("; ", problems);
  }

  private static List<String> problems(com.networknt.schema.Schema schema, JsonNode value) {
    var problems = new ArrayList<String>();
    for (Error error : schema.validate(value)) {
      String place = error.getInstanceLocation().toString();
      problems.add(place.isEmpty() ? error.getMessage() : place + ": " + error.getMessage());
      if (problems.size() == PROBLEMS_SHOWN) {
        break;
      }
    }
    return problems;
  }

  private static void findReferences(JsonNode json, List<String> problems) {
    for (String key : List.of("$ref", "$dynamicRef")) {
      JsonNode reference = json.path(key);
      if (reference.isTextual() && !reference.textValue().startsWith("#")) {
        problems.add(
            key
                + " "
                + Show.quoted(reference.textValue())
                + " leads out of the schema; nothing is fetched, so copy it under $defs");
      }
    }
    for (JsonNode child : json) {
      findReferences(child, problems);
    }
  }

  /** The schema of schemas, which comes with the library. Loaded when first asked for. */
  private static final class Meta {
    private static final com.networknt.schema.Schema SCHEMA =
        REGISTRY.getSchema(SchemaLocation.of(DIALECT));
  }
}
