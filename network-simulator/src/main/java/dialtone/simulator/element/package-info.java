/** What all elements have in common: a call, its answer, the behaviour to order, and the desk that serves exactly once. */
@NullMarked
package dialtone.simulator.element;

import org.jspecify.annotations.NullMarked;
