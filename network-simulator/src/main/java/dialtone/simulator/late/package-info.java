/** What was accepted and is done and reported later. */
@NullMarked
package dialtone.simulator.late;

import org.jspecify.annotations.NullMarked;
