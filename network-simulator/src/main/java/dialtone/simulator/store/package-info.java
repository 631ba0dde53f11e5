/** The durable state: one writer, many calls in one commit, an answer only after it. */
@NullMarked
package dialtone.simulator.store;

import org.jspecify.annotations.NullMarked;
