/** The operations console: process instances, their tokens on the diagram, and incidents. */
@NullMarked
package dialtone.process.console;

import org.jspecify.annotations.NullMarked;
