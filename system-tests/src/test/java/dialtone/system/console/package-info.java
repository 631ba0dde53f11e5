/** The console as a person uses it: in a browser, over the whole installation. */
@NullMarked
package dialtone.system.console;

import org.jspecify.annotations.NullMarked;
