/**
 * The traversal rule told a second time, slowly: what every engine must agree with. Shares no code
 * with the engine.
 */
@NullMarked
package io.leat.engine.oracle;

import org.jspecify.annotations.NullMarked;
