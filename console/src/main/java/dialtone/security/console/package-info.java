/** Who is signed in, and what every answer of the console says to a browser. */
@NullMarked
package dialtone.security.console;

import org.jspecify.annotations.NullMarked;
