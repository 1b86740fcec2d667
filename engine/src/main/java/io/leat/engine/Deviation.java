package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A recorded invocation that ended otherwise when it was run again.
 *
 * @param offset of the recorded product that differs; of the root if the record has none
 * @param path where they differ first: topic, then field; empty if one has products that the other
 *     has not
 * @param recorded what the record has there
 * @param now what came of it this time
 * @param steady whether it came out the same when it was run once more
 * @param suspects what such a difference usually comes from, the likeliest first; never empty
 */
public record Deviation(
    long root,
    long offset,
    String node,
    int call,
    String path,
    JsonNode recorded,
    JsonNode now,
    boolean steady,
    List<String> suspects) {}
